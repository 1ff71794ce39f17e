package dev.patchbay.bencode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Captured ng messages, without their cookies. */
public final class NgSamples {

    private NgSamples() {}

    public static List<byte[]> payloads() {
        try (InputStream file = NgSamples.class.getResourceAsStream("ng-samples.txt")) {
            return new String(file.readAllBytes(), ISO_8859_1)
                    .lines()
                    .filter(line -> line.startsWith("> ") || line.startsWith("< "))
                    .map(line -> line.substring(line.indexOf(' ', 2) + 1).replace("\\r", "\r").replace("\\n", "\n"))
                    .map(payload -> payload.getBytes(ISO_8859_1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
