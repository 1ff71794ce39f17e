package dev.patchbay.system.differential;

import dev.patchbay.golden.GoldenJson;
import dev.patchbay.golden.GoldenStep;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The requests of one call, by lot from a seed. Answers fit what the relay offered, so the next request is made once the reply to the
 * last one is known. One thread.
 */
final class RandomConversation {
    private static final String CALLER = "A";
    private static final int MOST_STEPS = 7;

    private final Lot lot;
    private final RandomKeys keys;
    private final RandomSdp callerSdp;
    private final RandomSdp calleeSdp;
    private final RandomAnswer callee;
    private final RandomAnswer caller;
    private final boolean forks;
    /** Such an offer shows in reports before it is answered, at rtpengine only. */
    private final boolean multiplexes;
    private final int length;

    /** To the offer before: who answers again says the same (RFC 3264). */
    private final Map<String, List<String>> answers = new HashMap<>();

    private List<String> lastOfCaller = List.of();
    private List<String> lastOfCallee = List.of();
    private List<String> pendingOffer = List.of();
    private boolean calleeOffered;
    private boolean answered;
    private boolean pending;
    /** rtpengine reports port 1 of sections that were once refused. */
    private boolean rejected;
    private int made;

    RandomConversation(long seed) {
        lot = new Lot(seed);
        Set<Topic> topics = EnumSet.noneOf(Topic.class);
        for (Topic topic : Topic.values()) {
            if (lot.oneIn(4)) {
                topics.add(topic);
            }
        }
        keys = new RandomKeys(lot, topics);
        callerSdp = new RandomSdp(lot, topics, 1);
        calleeSdp = new RandomSdp(lot, topics, 2);
        callee = new RandomAnswer(lot, 3);
        caller = new RandomAnswer(lot, 4);
        forks = topics.contains(Topic.FORKS);
        multiplexes = topics.contains(Topic.MULTIPLEXING);
        length = lot.number(2, MOST_STEPS + 1);
    }

    /**
     * The next request.
     *
     * @param lastReply session description in the last reply; empty when there was none
     * @return empty when the conversation is over
     */
    Optional<GoldenStep> next(String lastReply) {
        if (!lastReply.isEmpty() && pendingOffer.isEmpty()) {
            pendingOffer = lastReply.lines().toList();
        }
        if (made++ == length) {
            return Optional.empty();
        }
        if (made == 1) {
            return Optional.of(offerOfCaller());
        }
        return Optional.of(switch (lot.number(0, 12)) {
            case 0 -> rejected || isMultiplexingPending() ? answer() : query();
            case 1, 2 -> isMultiplexingPending() ? answer() : offerOfCaller();
            case 3 -> answered && !isMultiplexingPending() ? offerOfCallee() : answer();
            case 4 -> rejected || isMultiplexingPending() ? answer() : delete();
            default -> answer();
        });
    }

    /** Its end is another in rtpengine: {@code 06-mux-reoffer-unanswered}. */
    private boolean isMultiplexingPending() {
        return pending && (multiplexes || (calleeOffered ? lastOfCallee : lastOfCaller).contains("a=rtcp-mux"));
    }

    private GoldenStep offerOfCaller() {
        lastOfCaller = lastOfCaller.isEmpty() ? callerSdp.first() : callerSdp.next(lastOfCaller);
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("from-tag", CALLER);
        if (answered && !lot.oneIn(4)) {
            request.put("to-tag", calleeTag());
        }
        viaBranch(request);
        request.putAll(keys.next(true));
        pendingOffer = List.of();
        answers.clear();
        pending = true;
        calleeOffered = false;
        return step("offer", request, lastOfCaller);
    }

    private GoldenStep offerOfCallee() {
        lastOfCallee = lastOfCallee.isEmpty() ? calleeSdp.first() : calleeSdp.next(lastOfCallee);
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("from-tag", calleeTag());
        request.put("to-tag", CALLER);
        request.putAll(keys.next(true));
        pendingOffer = List.of();
        answers.clear();
        pending = true;
        calleeOffered = true;
        return step("offer", request, lastOfCallee);
    }

    private GoldenStep answer() {
        Map<String, Object> request = new LinkedHashMap<>();
        String tag = forks ? lot.of("B", "B", "C") : calleeTag();
        request.put("from-tag", calleeOffered ? tag : CALLER);
        request.put("to-tag", calleeOffered ? CALLER : tag);
        viaBranch(request);
        request.putAll(keys.next(false));
        answered = true;
        pending = false;
        List<String> body = answers.computeIfAbsent(tag, _ -> (calleeOffered ? caller : callee).to(pendingOffer));
        return step("answer", request, body);
    }

    private GoldenStep query() {
        return step("query", lot.oneIn(2) ? Map.of() : Map.of("from-tag", lot.of(CALLER, calleeTag())), List.of());
    }

    private GoldenStep delete() {
        Map<String, Object> request = new LinkedHashMap<>();
        if (!lot.oneIn(3)) {
            request.put("from-tag", lot.of(CALLER, calleeTag(), "nobody"));
        }
        if (lot.oneIn(3)) {
            request.put("to-tag", lot.of(CALLER, calleeTag(), "nobody"));
        }
        viaBranch(request);
        if (lot.oneIn(4)) {
            request.put("flags", List.of("fatal"));
        }
        if (lot.oneIn(2)) {
            request.put("delete-delay", 0);
        }
        return step("delete", request, List.of());
    }

    private void viaBranch(Map<String, Object> request) {
        if (forks && !lot.oneIn(3)) {
            request.put("via-branch", lot.of("branch1", "branch2"));
        }
    }

    private static String calleeTag() {
        return "B";
    }

    private GoldenStep step(String command, Map<String, Object> keys, List<String> body) {
        rejected |= body.stream().anyMatch(line -> line.matches("m=\\S+ 0 .*"));
        return new GoldenStep(new ArrayList<>(), command, GoldenJson.print(keys), String.join("\n", body), "", Optional.empty());
    }
}
