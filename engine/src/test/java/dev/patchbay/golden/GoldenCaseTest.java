package dev.patchbay.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoldenCaseTest {
    private static final String TEXT = """
            # A rule
            # in two lines
            ! fresh relay
            ! option --delete-delay=30
            > offer {"from-tag": "A"}
            v=0
            m=audio 2000 RTP/AVP 0
            --------
            v=0
            m=audio P1 RTP/AVP 0
            ======== rtpengine 10.5, because it is older
            v=0
            m=audio P1 RTP/AVP 8

            # and then
            > raw d3:foo
            --------
            error: Could not decode dictionary
            """;

    private final GoldenRun run = new GoldenRun();

    @Test
    void shouldPrintWhatItRead() {
        assertThat(GoldenCase.parse("x", TEXT).print()).isEqualTo(TEXT);
    }

    @Test
    void shouldReadEveryPartOfACase() {
        GoldenCase goldenCase = GoldenCase.parse("x", TEXT);
        assertThat(goldenCase.title()).containsExactly("# A rule", "# in two lines");
        assertThat(goldenCase.freshRelay()).isTrue();
        assertThat(goldenCase.options()).containsExactly("--delete-delay=30");
        GoldenStep offer = goldenCase.steps().getFirst();
        assertThat(offer.expected()).isEqualTo("v=0\nm=audio P1 RTP/AVP 0");
        assertThat(offer.expectedFromReference()).isEqualTo("v=0\nm=audio P1 RTP/AVP 8");
        assertThat(goldenCase.steps().get(1).comments()).containsExactly("# and then");
        assertThat(goldenCase.steps().get(1).isRaw()).isTrue();
    }

    @Test
    void shouldNameTheLineOfABadCase() {
        assertThatThrownBy(() -> GoldenCase.parse("x", "# t\noffer {}\n")).hasMessageContaining("line 2");
        assertThatThrownBy(() -> GoldenCase.parse("x", "# t\n> offer {\n")).hasMessageContaining("line 2");
    }

    @Test
    void shouldSendBodyWithCrlfAndLeaveOutNullKeys() {
        GoldenStep step = GoldenCase.parse("x", "# t\n> offer {\"call-id\": null, \"from-tag\": \"A\"}\nv=0\ns=-\n").steps().getFirst();
        assertThat(step.request("x", run)).isEqualTo(Map.of("command", "offer", "from-tag", "A", "sdp", "v=0\r\ns=-\r\n"));
    }

    @Test
    void shouldNumberPortsInOrderOfAppearance() {
        String text = run.text(Map.of("result", "ok", "sdp", "m=audio 40010 RTP/AVP 0\r\na=rtcp:40011\r\nm=x 40002\r\nm=y 40010\r\nz\na=rtcp:43000"));
        assertThat(text).isEqualTo("m=audio P1 RTP/AVP 0\na=rtcp:P1+1\nm=x P2\nm=y P1\nz<LF>\na=rtcp:43000<END>");
        assertThat(run.fill("m=audio P1 P1+1 P2 P3")).isEqualTo("m=audio 40010 40011 40002 P3");
    }

    @Test
    void shouldTellPortsApartByAddress() {
        String text = run.text(Map.of("result", "ok", "sdp", """
                v=0\r
                c=IN IP4 127.0.0.1\r
                m=a 40000 x\r
                m=b 40000 x\r
                c=IN IP4 127.0.0.2\r
                m=c 40000 x\r
                c=IN IP4 0.0.0.0\r
                """));
        assertThat(text).contains("m=a P1 x", "m=b P2 x", "m=c P1 x");
        assertThat(run.text(Map.of("tags", Map.of("local address", "127.0.0.2", "local port", 40001L), "result", "ok"))).contains("\"P2+1\"");
    }

    @Test
    void shouldRememberTheRelayIdentity() {
        assertThat(run.text(Map.of("result", "ok", "sdp", "a=rtpengine:abc\r\n"))).isEqualTo("a=rtpengine:INSTANCE");
        assertThat(run.fill("a=rtpengine:INSTANCE")).isEqualTo("a=rtpengine:abc");
    }

    @Test
    void shouldWriteErrorsAndWarnings() {
        assertThat(run.text(Map.of("result", "error", "error-reason", "Unknown call-id"))).isEqualTo("error: Unknown call-id");
        assertThat(run.text(Map.of("result", "ok", "warning", "w"))).isEqualTo("result: ok\nwarning: w");
    }

    @Test
    void shouldCompareOnlyTheJsonKeysExpected() {
        String actual = run.text(Map.of("result", "ok", "created", 5L, "tags", Map.of("A", Map.of("label", "x", "n", 1L))));
        assertThat(run.difference("{\"created\": \"ANY\", \"tags\": {\"A\": {\"label\": \"x\"}}}", actual)).isEmpty();
        assertThat(run.difference("{\"tags\": {\"A\": {\"label\": \"y\"}}}", actual)).isPresent();
        assertThat(run.difference("{\"tags\": {\"B\": {}}}", actual)).isPresent();
        assertThat(run.difference("{\"tags\": {\"B\": \"NONE\"}}", actual)).isEmpty();
        assertThat(run.difference("{\"tags\": {\"A\": \"NONE\"}}", actual)).isPresent();
    }

    @Test
    void shouldShowRawReplies() {
        assertThat(run.rawText("d5:callsl1:ae4:timei7e6:result2:oke")).isEqualTo("""
                encoding: bencode
                {
                  "calls": ["a"],
                  "time": 7
                }""");
        assertThat(run.rawText("{\"result\": \"pong\"}")).isEqualTo("result: pong");
        assertThat(GoldenCase.parse("x", "# t\n> raw \"a\\r\\nb\"\n").steps().getFirst().rawPayload()).isEqualTo("a\r\nb");
    }

    @Test
    void shouldReadEveryCaseOfTheFolder() {
        List<GoldenCase> cases = GoldenCase.readAll(Path.of("src/test/resources/offer"));
        assertThat(cases).isNotEmpty().allSatisfy(goldenCase ->
                assertThat(GoldenCase.parse(goldenCase.name(), goldenCase.print())).isEqualTo(goldenCase));
    }
}
