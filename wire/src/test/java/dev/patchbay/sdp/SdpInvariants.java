package dev.patchbay.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.sdp.Content.Unparsed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What must be true of any text whatsoever. */
final class SdpInvariants {

    private SdpInvariants() {}

    /** The text is refused with a position (then empty) or prints back unchanged, and the model answers every question. */
    static Optional<SdpBody> checkRoundTrip(String text) {
        SdpBody body;
        try {
            body = SdpParser.parse(text);
        } catch (SdpSyntaxException e) {
            assertThat(e.line()).isPositive();
            assertThat(e.column()).isPositive();
            return Optional.empty();
        }
        String printed = SdpPrinter.print(body);
        if (!printed.equals(text)) { // describing an assertion costs more than the parsing
            assertThat(printed).isEqualTo(text);
        }
        for (SessionDescription session : body.sessions()) {
            for (MediaDescription media : session.media()) {
                checkQuestions(session, media);
            }
        }
        return Optional.of(body);
    }

    /** What is printed anew from the meaning of each line is read as meaning the same. */
    static void checkCanonicalText(SdpBody body) {
        SdpBody canonical = canonical(body);
        String text = SdpPrinter.print(canonical);
        if (text.length() > SdpParser.MAX_BODY_LENGTH) {
            return; // canonical text may be longer than what came
        }
        SdpBody again = parseAgain(text);
        if (!again.equals(canonical)) {
            assertThat(again).isEqualTo(canonical);
        }
    }

    private static SdpBody canonical(SdpBody body) {
        List<SessionDescription> sessions = new ArrayList<>();
        for (SessionDescription session : body.sessions()) {
            List<MediaDescription> media = session.media().stream()
                    .map(section -> new MediaDescription(canonical(section.firstLine()), canonical(section.lines())))
                    .toList();
            sessions.add(new SessionDescription(canonical(session.lines()), media));
        }
        return new SdpBody(sessions, body.trailer());
    }

    private static List<SdpLine> canonical(List<SdpLine> lines) {
        return lines.stream().map(SdpInvariants::canonical).toList();
    }

    private static SdpLine canonical(SdpLine line) {
        return line.content() instanceof Unparsed
                ? new SdpLine(line.type(), line.value(), SdpLine.CRLF, line.content())
                : SdpLine.of(line.content());
    }

    private static SdpBody parseAgain(String text) {
        try {
            return SdpParser.parse(text);
        } catch (SdpSyntaxException e) {
            throw new AssertionError("text printed from what was understood is refused: " + text, e);
        }
    }

    private static void checkQuestions(SessionDescription session, MediaDescription media) {
        session.address(media);
        session.rtpAddress(media);
        session.rtcpAddress(media);
        session.direction(media);
        media.isRtp();
        if (media.hasOnlyPayloadTypes() && media.codecs().size() != media.media().formats().size()) {
            throw new AssertionError("codecs and formats differ in number");
        }
    }
}
