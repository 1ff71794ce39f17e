package dev.patchbay.golden;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One execution of a golden case: remembers which real values stand behind the placeholders and judges replies.
 *
 * <p>Relay ports become {@code P1}, {@code P2}, … in the order in which they are first seen, {@code P1+1} the odd neighbour of
 * {@code P1}; SRTP keys that the relay made {@code K1}, {@code K2}, …; the identity of the relay in {@code a=rtpengine:} becomes {@code INSTANCE}. Not thread safe: one run, one thread.
 */
public final class GoldenRun {
    /** Lowest relay port of the standard configuration; session descriptions sent by cases stay outside the range. */
    public static final int PORT_MIN = 40000;
    /** Highest relay port of the standard configuration. */
    public static final int PORT_MAX = 41999;

    /** Stands in expected JSON for a value that only has to be there. */
    public static final String ANY = "ANY";

    /** Stands in expected JSON for a key that must not be there. */
    public static final String NONE = "NONE";

    private static final Set<String> CLOCK_KEYS = Set.of("created", "created_us", "last signal", "last packet", "SSRC", "uptime");

    private final Placeholders placeholders = new Placeholders();

    /** Replaces placeholders in a text that a step sends by the values earlier replies brought. */
    public String fill(String text) {
        return placeholders.fill(text);
    }

    /**
     * Writes a reply in the form of a case's expected part: the session description alone when all went well, otherwise lines
     * {@code error: …}, {@code result: …}, {@code warning: …}, {@code message: …} before it; statistics as JSON, with {@code ANY} for clocks.
     */
    public String text(Map<String, Object> reply) {
        Map<String, Object> rest = new LinkedHashMap<>(reply);
        Object result = rest.remove("result");
        Object error = rest.remove("error-reason");
        Object sdp = rest.remove("sdp");
        StringBuilder out = new StringBuilder();
        if (error != null) {
            out.append("error: ").append(error).append('\n');
            if (!"error".equals(result)) {
                out.append("result: ").append(result).append('\n');
            }
        } else if (!"ok".equals(result) || sdp == null && !rest.containsKey("tags") && !rest.containsKey("calls") && !rest.containsKey("statistics")) {
            out.append("result: ").append(result).append('\n');
        }
        for (String key : List.of("warning", "message")) {
            Object value = rest.remove(key);
            if (value != null) {
                out.append(key).append(": ").append(value).append('\n');
            }
        }
        if (!rest.isEmpty()) {
            out.append(GoldenJson.printIndented(normalise("", rest))).append('\n');
        }
        if (sdp instanceof String string) {
            out.append(placeholders.insertInto(string));
        }
        return out.toString().stripTrailing();
    }

    /** Writes the reply to a raw step, given as it came after the cookie; a bencode reply gets a first line {@code encoding: bencode}. */
    public String rawText(String reply) {
        if (reply.startsWith("{")) {
            return text(GoldenJson.parseObject(reply));
        }
        return reply.startsWith("d") ? "encoding: bencode\n" + text(GoldenBencode.parseDictionary(reply)) : reply;
    }

    /**
     * Compares a reply's text with the expected one.
     *
     * @param expected of a case; when it holds JSON, only the keys in it are compared
     * @return what differs, in words; empty when nothing does
     */
    public Optional<String> difference(String expected, String actual) {
        int expectedJson = jsonStart(expected);
        int actualJson = jsonStart(actual);
        if (expectedJson >= 0 && actualJson >= 0) {
            if (!expected.substring(0, expectedJson).equals(actual.substring(0, actualJson))) {
                return Optional.of("expected:\n" + expected + "\nbut was:\n" + actual);
            }
            return jsonDifference("", GoldenJson.parse(expected.substring(expectedJson)), GoldenJson.parse(actual.substring(actualJson)))
                    .map(where -> where + "\nin:\n" + actual);
        }
        return expected.equals(actual) ? Optional.empty() : Optional.of("expected:\n" + expected + "\nbut was:\n" + actual);
    }

    /** Keeps of an actual reply's JSON only what a case's (older) expectation names, so that recording does not widen it. */
    public static String narrow(String expected, String actual) {
        int expectedJson = jsonStart(expected);
        int actualJson = jsonStart(actual);
        if (expectedJson < 0 || actualJson < 0) {
            return actual;
        }
        Object kept = narrow(GoldenJson.parse(expected.substring(expectedJson)), GoldenJson.parse(actual.substring(actualJson)));
        return actual.substring(0, actualJson) + GoldenJson.printIndented(kept);
    }

    private static Object narrow(Object expected, Object actual) {
        if (expected instanceof Map<?, ?> expectedMap && actual instanceof Map<?, ?> actualMap && !expectedMap.isEmpty()) {
            Map<String, Object> kept = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : expectedMap.entrySet()) {
                if (NONE.equals(entry.getValue()) && !actualMap.containsKey(entry.getKey())) {
                    kept.put(String.valueOf(entry.getKey()), NONE);
                } else if (actualMap.containsKey(entry.getKey())) {
                    kept.put(String.valueOf(entry.getKey()), narrow(entry.getValue(), actualMap.get(entry.getKey())));
                }
            }
            return kept;
        }
        if (expected instanceof List<?> expectedList && actual instanceof List<?> actualList) {
            List<Object> kept = new ArrayList<>();
            for (int i = 0; i < actualList.size(); i++) {
                kept.add(i < expectedList.size() ? narrow(expectedList.get(i), actualList.get(i)) : actualList.get(i));
            }
            return kept;
        }
        return ANY.equals(expected) ? ANY : actual;
    }

    private static int jsonStart(String text) {
        return text.startsWith("{") ? 0 : text.contains("\n{") ? text.indexOf("\n{") + 1 : -1;
    }

    private static Optional<String> jsonDifference(String path, Object expected, Object actual) {
        if (ANY.equals(expected)) {
            return Optional.empty();
        }
        if (expected instanceof Map<?, ?> expectedMap && actual instanceof Map<?, ?> actualMap) {
            if (expectedMap.isEmpty() && !actualMap.isEmpty()) {
                return Optional.of(path + ": expected {} but was " + GoldenJson.print(actual));
            }
            for (Map.Entry<?, ?> entry : expectedMap.entrySet()) {
                String inner = path + "/" + entry.getKey();
                if (!actualMap.containsKey(entry.getKey())) {
                    if (NONE.equals(entry.getValue())) {
                        continue;
                    }
                    return Optional.of(inner + " is missing");
                }
                Optional<String> difference = jsonDifference(inner, entry.getValue(), actualMap.get(entry.getKey()));
                if (difference.isPresent()) {
                    return difference;
                }
            }
            return Optional.empty();
        }
        if (expected instanceof List<?> expectedList && actual instanceof List<?> actualList) {
            if (expectedList.size() != actualList.size()) {
                return Optional.of(path + ": expected " + GoldenJson.print(expected) + " but was " + GoldenJson.print(actual));
            }
            for (int i = 0; i < expectedList.size(); i++) {
                Optional<String> difference = jsonDifference(path + "/" + i, expectedList.get(i), actualList.get(i));
                if (difference.isPresent()) {
                    return difference;
                }
            }
            return Optional.empty();
        }
        return String.valueOf(expected).equals(String.valueOf(actual))
                ? Optional.empty()
                : Optional.of(path + ": expected " + GoldenJson.print(expected) + " but was " + GoldenJson.print(actual));
    }

    private Object normalise(String key, Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, Object> out = new LinkedHashMap<>();
                map.forEach((name, inner) -> out.put(String.valueOf(name), normalise(String.valueOf(name), inner)));
                if (map.get("local port") instanceof Long port && map.get("local address") instanceof String address) {
                    out.put("local port", placeholders.of(address, port.intValue()));
                }
                yield out;
            }
            case List<?> list -> list.stream().map(element -> normalise(key, element)).toList();
            case Long _ when CLOCK_KEYS.contains(key) -> ANY;
            case null, default -> value;
        };
    }
}
