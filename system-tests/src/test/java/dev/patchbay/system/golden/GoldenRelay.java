package dev.patchbay.system.golden;

import dev.patchbay.golden.GoldenCase;
import dev.patchbay.golden.GoldenJson;
import dev.patchbay.golden.GoldenRun;
import dev.patchbay.golden.GoldenStep;
import dev.patchbay.system.relay.NgClient;
import dev.patchbay.system.relay.RelayProcess;
import dev.patchbay.system.relay.RelayUnderTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs golden cases against a relay process, one process for all cases that do not ask for a fresh one. */
final class GoldenRelay implements AutoCloseable {
    /** The standard relay configuration of the golden cases; also described in their README. */
    static final List<String> STANDARD_OPTIONS = List.of(
            "--interface=default/127.0.0.1", "--interface=default/::1", "--interface=second/127.0.0.2", "--interface=adv/127.0.0.3!203.0.113.3",
            "--interface=rr:a/127.0.0.4", "--interface=rr:b/127.0.0.5", "--port-min=" + GoldenRun.PORT_MIN, "--port-max=" + GoldenRun.PORT_MAX);

    private final RelayUnderTest underTest;
    private final RelayProcess shared;

    GoldenRelay(RelayUnderTest underTest) throws IOException, InterruptedException {
        this.underTest = underTest;
        shared = RelayProcess.start(underTest, STANDARD_OPTIONS);
    }

    /** The replies of the relay, in the text form of the cases, one per step. */
    List<String> replies(GoldenCase goldenCase) throws IOException, InterruptedException {
        if (!goldenCase.freshRelay() && goldenCase.options().isEmpty()) {
            return replies(goldenCase, shared.ng());
        }
        List<String> options = new ArrayList<>(STANDARD_OPTIONS);
        options.addAll(goldenCase.options());
        try (RelayProcess fresh = RelayProcess.start(underTest, options)) {
            return replies(goldenCase, fresh.ng());
        }
    }

    private static List<String> replies(GoldenCase goldenCase, NgClient client) throws IOException {
        GoldenRun run = new GoldenRun();
        List<String> texts = new ArrayList<>();
        for (GoldenStep step : goldenCase.steps()) {
            texts.add(reply(goldenCase, step, run, client));
        }
        for (String callId : callIds(goldenCase)) {
            client.request(Map.of("command", "delete", "call-id", callId, "delete-delay", 0));
        }
        return texts;
    }

    private static Set<String> callIds(GoldenCase goldenCase) {
        Set<String> callIds = new HashSet<>();
        callIds.add(goldenCase.name());
        for (GoldenStep step : goldenCase.steps()) {
            if (!step.isRaw() && GoldenJson.parseObject(step.keysText()).get("call-id") instanceof String callId) {
                callIds.add(callId);
            }
        }
        return callIds;
    }

    private static String reply(GoldenCase goldenCase, GoldenStep step, GoldenRun run, NgClient client) throws IOException {
        if (step.isRaw()) {
            return run.rawText(client.payload(step.rawPayload()));
        }
        return run.text(client.request(step.request(goldenCase.name(), run)));
    }

    @Override
    public void close() {
        shared.close();
    }
}
