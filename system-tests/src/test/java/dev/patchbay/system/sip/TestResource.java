package dev.patchbay.system.sip;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Configuration files kept beside the tests, with {@code @NAME@} to be filled in. */
final class TestResource {
    private TestResource() {}

    /** Writes a resource to a file, every {@code @KEY@} replaced. */
    static void write(String resource, Map<String, String> values, Path file) throws IOException {
        try (InputStream in = TestResource.class.getResourceAsStream("/" + resource)) {
            if (in == null) {
                throw new IOException("no resource " + resource);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace("@" + value.getKey() + "@", value.getValue());
            }
            Files.writeString(file, text);
        }
    }
}
