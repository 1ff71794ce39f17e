package dev.patchbay.linux.forward;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what is missing when the kernel refuses, beside the errno that it gives. */
final class Obstacle {

    /** The newest thing programs need is {@link dev.patchbay.linux.bpf.KernelFunction#KTIME_GET_COARSE_NS}. */
    private static final int OLDEST_MAJOR = 5;

    private static final int OLDEST_MINOR = 11;

    private static final Pattern RELEASE = Pattern.compile("(\\d{1,4})\\.(\\d{1,4}).*");

    private Obstacle() {}

    /** @param release of the kernel, as {@code uname -r} prints it */
    static IOException explained(IOException cause, String release) {
        String message = String.valueOf(cause.getMessage());
        if (isTooOld(release)) {
            return new IOException(
                    "Linux " + OLDEST_MAJOR + "." + OLDEST_MINOR + " is needed, this is " + release + " (" + message + ")",
                    cause);
        }
        if (message.endsWith(": EPERM")) {
            return new IOException(message + " (needs CAP_BPF, CAP_PERFMON and CAP_NET_ADMIN)", cause);
        }
        return cause;
    }

    private static boolean isTooOld(String release) {
        Matcher matcher = RELEASE.matcher(release);
        if (!matcher.matches()) {
            return false;
        }
        int major = Integer.parseInt(matcher.group(1));
        return major < OLDEST_MAJOR || (major == OLDEST_MAJOR && Integer.parseInt(matcher.group(2)) < OLDEST_MINOR);
    }
}
