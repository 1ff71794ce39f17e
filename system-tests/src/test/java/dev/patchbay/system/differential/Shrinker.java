package dev.patchbay.system.differential;

import dev.patchbay.golden.GoldenJson;
import dev.patchbay.golden.GoldenStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Makes a conversation that ends in a difference as small as it gets: steps, keys, list entries and lines that do not matter go. */
final class Shrinker {
    private static final Set<String> TAGS = Set.of("from-tag", "to-tag");
    /** Keys that make sense in one request of several; others go from all of them or stay in all. */
    private static final Set<String> PER_REQUEST = Set.of("flags", "codec", "replace", "label", "via-branch");

    private final Holder holder;
    private int triesLeft;

    /** Holds a conversation and says whether it still ends in a difference. */
    interface Holder {
        boolean differs(List<GoldenStep> steps) throws IOException;
    }

    /** @param tries conversations held at most; afterwards it is as small as it has got */
    Shrinker(Holder holder, int tries) {
        this.holder = holder;
        triesLeft = tries;
    }

    List<GoldenStep> shrink(List<GoldenStep> steps) throws IOException {
        List<GoldenStep> smallest = steps;
        boolean smaller = true;
        while (smaller) {
            smaller = false;
            for (int i = smallest.size() - 1; i >= 0; i--) {
                List<GoldenStep> without = withoutStep(smallest, i);
                if (!without.isEmpty() && without != smallest && differs(without)) {
                    smallest = without;
                    smaller = true;
                }
            }
            for (String key : keys(smallest)) {
                List<GoldenStep> without = smallest.stream().map(step -> with(step, without(GoldenJson.parseObject(step.keysText()), key), step.body())).toList();
                if (differs(without)) {
                    smallest = without;
                    smaller = true;
                }
            }
            for (int section = 4; section >= 0; section--) {
                List<GoldenStep> without = withoutSection(smallest, section);
                if (!without.equals(smallest) && differs(without)) {
                    smallest = without;
                    smaller = true;
                }
            }
            for (int i = 0; i < smallest.size(); i++) {
                List<GoldenStep> simpler = simpler(smallest, i);
                smaller |= simpler != smallest;
                smallest = simpler;
            }
        }
        return smallest;
    }

    private static Set<String> keys(List<GoldenStep> steps) {
        Set<String> keys = new TreeSet<>();
        steps.forEach(step -> keys.addAll(GoldenJson.parseObject(step.keysText()).keySet()));
        keys.removeAll(TAGS);
        return keys;
    }

    private boolean differs(List<GoldenStep> steps) throws IOException {
        return isPlausible(steps) && triesLeft-- > 0 && holder.differs(steps);
    }

    /**
     * What would differ in a known way is no smaller case of another difference: an offer to somebody who has not answered yet; one that
     * follows an unanswered offer of multiplexing, or a report of it; a fingerprint without a role; SRTP that is accepted without a key.
     */
    private static boolean isPlausible(List<GoldenStep> steps) {
        boolean isAnswered = false;
        boolean isMultiplexingPending = false;
        for (GoldenStep step : steps) {
            if (step.command().equals("offer")) {
                boolean isToSomebody = GoldenJson.parseObject(step.keysText()).containsKey("to-tag");
                if (isMultiplexingPending || isToSomebody && !isAnswered) {
                    return false;
                }
                isMultiplexingPending = step.body().contains("a=rtcp-mux");
            } else if (step.command().equals("answer")) {
                isAnswered = true;
                isMultiplexingPending = false;
            } else if (isMultiplexingPending) {
                return false;
            }
            if (count(step, "a=setup:") != count(step, "a=fingerprint:") || step.command().equals("answer") && hasSectionWithoutKeys(step)) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasSectionWithoutKeys(GoldenStep step) {
        boolean lacksKeys = false;
        for (String line : step.body().split("\n")) {
            if (line.startsWith("m=")) {
                if (lacksKeys) {
                    return true;
                }
                lacksKeys = line.matches("m=\\S+ [1-9]\\S* \\S*SAVP.*");
            } else if (line.startsWith("a=crypto:") || line.startsWith("a=setup:")) {
                lacksKeys = false;
            }
        }
        return lacksKeys;
    }

    private static long count(GoldenStep step, String start) {
        return step.body().lines().filter(line -> line.startsWith(start)).count();
    }

    /** An offer goes with its answers: a call with stray answers would differ in other ways. */
    private static List<GoldenStep> withoutStep(List<GoldenStep> steps, int index) {
        List<GoldenStep> fewer = new ArrayList<>(steps);
        boolean offer = fewer.remove(index).command().equals("offer");
        while (offer && index < fewer.size() && !fewer.get(index).command().equals("offer")) {
            fewer.remove(index);
        }
        return fewer;
    }

    /** Without that m-line in any of the bodies, so that answers go on fitting offers. */
    private static List<GoldenStep> withoutSection(List<GoldenStep> steps, int section) {
        List<GoldenStep> changed = new ArrayList<>();
        for (GoldenStep step : steps) {
            List<String> lines = Arrays.asList(step.body().split("\n"));
            List<Integer> starts = new ArrayList<>();
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).startsWith("m=")) {
                    starts.add(i);
                }
            }
            boolean hasIt = section < starts.size() && starts.size() > 1;
            int end = section + 1 < starts.size() ? starts.get(section + 1) : lines.size();
            changed.add(hasIt ? with(step, GoldenJson.parseObject(step.keysText()), without(lines, starts.get(section), end)) : step);
        }
        return changed;
    }

    private List<GoldenStep> simpler(List<GoldenStep> steps, int index) throws IOException {
        List<GoldenStep> current = steps;
        boolean smaller = true;
        while (smaller) {
            smaller = false;
            List<GoldenStep> candidates = smallerSteps(current.get(index));
            // What could not go a moment ago can hardly go now: on with the next one, from the start only when nothing more goes.
            for (int i = 0; i < candidates.size(); ) {
                List<GoldenStep> changed = new ArrayList<>(current);
                changed.set(index, candidates.get(i));
                if (differs(changed)) {
                    current = changed;
                    smaller = true;
                    candidates = smallerSteps(candidates.get(i));
                } else {
                    i++;
                }
            }
        }
        return current;
    }

    private static List<GoldenStep> smallerSteps(GoldenStep step) {
        List<GoldenStep> smaller = new ArrayList<>();
        Map<String, Object> keys = GoldenJson.parseObject(step.keysText());
        for (Map.Entry<String, Object> entry : keys.entrySet()) {
            if (PER_REQUEST.contains(entry.getKey())) {
                smaller.add(with(step, without(keys, entry.getKey()), step.body()));
            }
            // Fewer interfaces than parties are another matter.
            if (entry.getValue() instanceof List<?> list && list.size() > 1 && !entry.getKey().equals("direction")) {
                for (int i = 0; i < list.size(); i++) {
                    List<Object> fewer = new ArrayList<>(list);
                    fewer.remove(i);
                    Map<String, Object> changed = new LinkedHashMap<>(keys);
                    changed.put(entry.getKey(), fewer);
                    smaller.add(with(step, changed, step.body()));
                }
            }
        }
        List<String> lines = Arrays.asList(step.body().split("\n"));
        for (int length = lines.size(); length >= 1; length /= 2) {
            for (int i = 0; i + length <= lines.size(); i += Math.max(1, length / 2)) {
                // A payload type without its codec, or a section without an address, is another matter, and a known one.
                if (lines.subList(i, i + length).stream().noneMatch(line -> line.matches("[vostmc]=.*|a=rtpmap:.*"))) {
                    smaller.add(with(step, keys, without(lines, i, i + length)));
                }
            }
        }
        return smaller;
    }

    private static Map<String, Object> without(Map<String, Object> keys, String key) {
        Map<String, Object> fewer = new LinkedHashMap<>(keys);
        fewer.remove(key);
        return fewer;
    }

    private static String without(List<String> lines, int from, int to) {
        List<String> fewer = new ArrayList<>(lines);
        fewer.subList(from, to).clear();
        return String.join("\n", fewer);
    }

    private static GoldenStep with(GoldenStep step, Map<String, Object> keys, String body) {
        return new GoldenStep(step.comments(), step.command(), GoldenJson.print(keys), body, step.expected(), step.difference());
    }
}
