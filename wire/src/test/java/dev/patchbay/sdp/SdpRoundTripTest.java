package dev.patchbay.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is parsed prints back byte for byte. */
class SdpRoundTripTest {

    private static final String BASIC = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n"
            + "m=audio 5000 RTP/AVP 0 8\r\na=sendrecv\r\n";

    static List<Path> corpus() throws IOException, URISyntaxException {
        Path folder = Path.of(SdpRoundTripTest.class.getResource("/sdp").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".sdp")).sorted().toList();
        }
    }

    static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void shouldPrintCorpusFileUnchanged(Path file) throws Exception {
        String text = read(file);
        assertThat(SdpPrinter.print(SdpParser.parse(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void shouldPrintCorpusFileUnchangedWithBareLineFeeds(Path file) throws Exception {
        String text = read(file).replace("\r\n", "\n");
        assertThat(SdpPrinter.print(SdpParser.parse(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                "\n",
                "x",
                "\0",
                BASIC,
                BASIC + BASIC,
                BASIC + "a=no-line-end",
                BASIC + "a=carriage return only\r",
                BASIC + "a",
                BASIC + "\0",
                BASIC + "\r",
                BASIC + "\r\n",
                BASIC + "\r\nno SDP any more\r\n",
                BASIC + "\nno SDP any more",
                BASIC + "a=\r\na= \r\na=:\r\na=:x\r\na=x:\r\n",
                BASIC + "a=first\na=second\r\na=third\n",
                BASIC + "i=\u00e9\u00ff\u0080\u0000\u0001 bytes\r\n",
                BASIC + "y=0100000001\r\nf=v/2/4///a///\r\n",
                "v=0\r\ns=a name\r\r\no=-  1   1 IN IP4 192.0.2.1  extra \r\nm=audio  05000/02   RTP/AVP  0   8  \r\n",
            })
    void shouldPrintUnchanged(String text) throws Exception {
        assertThat(SdpPrinter.print(SdpParser.parse(text))).isEqualTo(text);
    }
}
