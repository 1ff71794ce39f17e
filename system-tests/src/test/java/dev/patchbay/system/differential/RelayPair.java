package dev.patchbay.system.differential;

import dev.patchbay.golden.GoldenJson;
import dev.patchbay.golden.GoldenRun;
import dev.patchbay.golden.GoldenStep;
import dev.patchbay.system.relay.NgClient;
import dev.patchbay.system.relay.RelayProcess;
import dev.patchbay.system.relay.RelayUnderTest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Both relays, asked the same. One thread; closing ends both. */
final class RelayPair implements AutoCloseable {
    private static final List<String> OPTIONS = List.of(
            "--interface=default/127.0.0.1", "--interface=default/::1", "--interface=second/127.0.0.2", "--interface=adv/127.0.0.3!203.0.113.3",
            "--port-min=" + GoldenRun.PORT_MIN, "--port-max=" + GoldenRun.PORT_MAX);

    /** What rtpengine reports of message sections, where it opens ports that nobody learns of ({@code 12-message-query}). */
    private static final Set<String> OF_PORTS = Set.of("local port", "local address", "family");

    /** What our reports have beside rtpengine's. */
    private static final Set<String> OURS_ALONE = Set.of("DTLS", "in dialogue with");

    private final RelayProcess reference;
    private final RelayProcess patchbay;
    private int calls;

    RelayPair() throws IOException, InterruptedException {
        reference = RelayProcess.start(RelayUnderTest.REFERENCE, OPTIONS);
        try {
            patchbay = RelayProcess.start(RelayUnderTest.PATCHBAY, OPTIONS);
        } catch (IOException | InterruptedException | RuntimeException e) {
            reference.close();
            throw e;
        }
    }

    /** The replies to one request, in the text form of golden cases; and the session description as the reference wrote it, for answers. */
    record Replies(String fromReference, String fromPatchbay, String referenceSdp) {}

    /** Begins a call of its own name. */
    Call newCall() {
        return new Call("conversation-" + calls++);
    }

    @Override
    public void close() {
        patchbay.close();
        reference.close();
    }

    /** One call at both relays. Closing removes it from them. */
    final class Call implements AutoCloseable {
        private final String callId;
        private final GoldenRun referenceRun = new GoldenRun();
        private final GoldenRun patchbayRun = new GoldenRun();

        private Call(String callId) {
            this.callId = callId;
        }

        Replies ask(GoldenStep step) throws IOException {
            Map<String, Object> theirs = withoutPortsOfMessages(ask(reference.ng(), step, referenceRun));
            Map<String, Object> ours = withoutOurOwn(ask(patchbay.ng(), step, patchbayRun));
            return new Replies(referenceRun.text(theirs), patchbayRun.text(ours), theirs.get("sdp") instanceof String sdp ? sdp : "");
        }

        private Map<String, Object> ask(NgClient client, GoldenStep step, GoldenRun run) throws IOException {
            return client.request(step.request(callId, run));
        }

        private static Map<String, Object> withoutOurOwn(Map<?, ?> object) {
            return without(object, (_, key) -> OURS_ALONE.contains(key));
        }

        private static Map<String, Object> withoutPortsOfMessages(Map<?, ?> object) {
            return without(object, (isOfMessages, key) -> isOfMessages && OF_PORTS.contains(key));
        }

        /** Says whether a key goes, and whether it belongs to a stream of a message section. */
        @FunctionalInterface
        private interface Removal {
            boolean concerns(boolean isOfMessages, String key);
        }

        private static Map<String, Object> without(Map<?, ?> object, Removal removal) {
            return withoutIn(object, false, removal);
        }

        private static Map<String, Object> withoutIn(Map<?, ?> object, boolean isOfMessages, Removal removal) {
            Map<String, Object> rest = new LinkedHashMap<>();
            boolean isMessage = "message".equals(object.get("type"));
            object.forEach((key, value) -> {
                if (key instanceof String name && !removal.concerns(isOfMessages, name)) {
                    rest.put(name, value instanceof List<?> list
                            ? list.stream().map(entry -> entry instanceof Map<?, ?> map ? withoutIn(map, isMessage, removal) : entry).toList()
                            : value instanceof Map<?, ?> map ? withoutIn(map, false, removal) : value);
                }
            });
            return rest;
        }

        @Override
        public void close() throws IOException {
            Map<String, Object> delete = Map.of("command", "delete", "call-id", callId, "delete-delay", 0);
            reference.ng().payload(GoldenJson.print(delete));
            patchbay.ng().payload(GoldenJson.print(delete));
        }
    }
}
