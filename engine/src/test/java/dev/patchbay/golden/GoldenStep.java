package dev.patchbay.golden;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request of a golden case with the reply it must get.
 *
 * @param comments lines beginning with {@code #} that stand before the request, as written
 * @param command ng command, or {@code raw} when {@code keysText} is the payload itself (everything after the cookie)
 * @param keysText the request's keys as a JSON object on one line, as written (for {@code raw}: see {@link #rawPayload})
 * @param body lines of the session description sent along, joined by LF with no last LF; empty when there is none
 * @param expected what Patchbay replies, in the form of {@link GoldenRun#text}
 * @param difference present when the reference relay replies something else
 */
public record GoldenStep(
        List<String> comments, String command, String keysText, String body, String expected, Optional<Difference> difference) {

    /** The command word of a step whose payload is given literally. */
    public static final String RAW = "raw";

    /** What the reference relay (rtpengine 10.5.3.5) replies where it departs from the documented behaviour, and why we do not follow. */
    public record Difference(String why, String reply) {}

    public GoldenStep {
        comments = List.copyOf(comments);
    }

    public boolean isRaw() {
        return command.equals(RAW);
    }

    /** What a raw step sends after the cookie: the text as written, or the value of a JSON string (for payloads with line ends). */
    public String rawPayload() {
        return keysText.startsWith("\"") ? (String) GoldenJson.parse(keysText) : keysText;
    }

    /** The reply wanted from the reference relay. */
    public String expectedFromReference() {
        return difference.map(Difference::reply).orElse(expected);
    }

    /**
     * The request as ng keys: {@code command}, {@code call-id} (unless the case gives one or names it {@code null} to leave it
     * out), {@code sdp} from the body with CRLF line ends, then the keys written in the case.
     *
     * @param run replaces placeholders in the body by what earlier replies brought
     */
    public Map<String, Object> request(String callId, GoldenRun run) {
        if (isRaw()) {
            throw new IllegalStateException("a raw step has no keys");
        }
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("command", command);
        request.put("call-id", callId);
        if (!body.isEmpty()) {
            request.put("sdp", run.fill(body).replace("\n", "\r\n") + "\r\n");
        }
        request.putAll(GoldenJson.parseObject(keysText));
        request.values().removeIf(value -> value == null);
        return request;
    }
}
