package dev.patchbay.srtp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Whether this processor has instructions for SHA-1, which the Java runtime then uses. */
final class Sha1Instructions {

    /** As x86 and as ARM call them there. */
    private static final Pattern NAMED = Pattern.compile("\\b(sha_ni|sha1)\\b");

    static final boolean ARE_THERE = areThere(Path.of("/proc/cpuinfo"));

    private Sha1Instructions() {}

    /** Where the system does not tell: yes, as most processors of the last years have them. */
    static boolean areThere(Path processors) {
        try {
            return NAMED.matcher(Files.readString(processors, StandardCharsets.ISO_8859_1)).find();
        } catch (IOException _) {
            return true;
        }
    }
}
