package dev.patchbay.sip.select;

import dev.patchbay.sip.node.RelayNode;
import dev.patchbay.sip.node.RelaySet;
import dev.patchbay.sip.node.WeightedNode;
import java.util.List;
import java.util.Optional;

/**
 * Kamailio's choice: where the call is already, by its {@link CallTable}; for a new call its hash's place on the scale of the nodes
 * that are in use and not tried yet. A call whose node is out of use gets none, unless the rules say otherwise: Kamailio never moves one.
 *
 * <p>Departure: nodes that are due again are pinged beside, while Kamailio makes the caller wait.
 */
public final class KamailioSelection implements NodeSelector {

    /**
     * What the parameters say about selection.
     *
     * @param areCallsMoved whether a call whose node is out of use goes to another node and stays there; Kamailio has no such thing
     */
    public record Rules(
            CallIdHash hash,
            boolean isAggressiveRedetection,
            AllowedOperations allowedOperations,
            boolean isRecheckedByTimer,
            int queriedNodesLimit,
            boolean areCallsMoved) {

        /** As Kamailio, which never moves calls. */
        public Rules(
                CallIdHash hash,
                boolean isAggressiveRedetection,
                AllowedOperations allowedOperations,
                boolean isRecheckedByTimer,
                int queriedNodesLimit) {
            this(hash, isAggressiveRedetection, allowedOperations, isRecheckedByTimer, queriedNodesLimit, false);
        }
    }

    private final CallTable calls;
    private final NodeProber prober;
    private volatile Rules rules;

    public KamailioSelection(CallTable calls, NodeProber prober, Rules rules) {
        this.calls = calls;
        this.prober = prober;
        this.rules = rules;
    }

    public Rules rules() {
        return rules;
    }

    /** For commands from now on: some parameters may be changed at run time. */
    public void setRules(Rules changed) {
        rules = changed;
    }

    public CallTable calls() {
        return calls;
    }

    @Override
    public Optional<RelayNode> select(SelectionRequest request) {
        Rules now = rules;
        if (request.queried().size() >= now.queriedNodesLimit()) {
            return Optional.empty();
        }
        Optional<RelayNode> known = known(request);
        if (known.isEmpty()) {
            return newNode(request, now);
        }
        RelayNode node = known.get();
        if (!now.isRecheckedByTimer() && node.isRecheckDue()) {
            prober.probe(node);
        }
        if (isUsable(node, now)) {
            // It was asked already and failed: the call is nowhere else.
            return known.filter(candidate -> !request.queried().contains(candidate));
        }
        return now.areCallsMoved() ? newNode(request, now) : Optional.empty();
    }

    @Override
    public void onSuccess(SelectionRequest request, RelayNode node) {
        if (request.isDelete()) {
            calls.remove(request.callId(), request.viaBranch());
        } else {
            Rules now = rules;
            boolean isMoved = now.areCallsMoved()
                    && known(request).filter(before -> isUsable(before, now)).isEmpty();
            calls.put(request.callId(), request.viaBranch(), node, isMoved);
        }
    }

    private Optional<RelayNode> known(SelectionRequest request) {
        return calls.find(request.callId(), request.viaBranch()).filter(node -> isMember(request.set(), node));
    }

    private static boolean isUsable(RelayNode node, Rules now) {
        return node.isEnabled() || now.allowedOperations().allows(node.status());
    }

    /** A node that is not displayed any more still has its calls. */
    private static boolean isMember(RelaySet set, RelayNode node) {
        return set.members().stream().anyMatch(member -> member.node() == node);
    }

    private Optional<RelayNode> newNode(SelectionRequest request, Rules now) {
        List<WeightedNode> members =
                request.set().members().stream().filter(WeightedNode::isDisplayed).toList();
        if (!now.isRecheckedByTimer()) {
            members.stream().map(WeightedNode::node).filter(RelayNode::isRecheckDue).forEach(prober::probe);
        }
        Optional<RelayNode> chosen = walk(members, request, now.hash());
        if (chosen.isPresent() || !now.isAggressiveRedetection()) {
            return chosen;
        }
        List<RelayNode> disabled = members.stream()
                .map(WeightedNode::node)
                .filter(node -> !node.isEnabled() && !node.status().isPermanentlyDisabled())
                .filter(node -> !request.queried().contains(node))
                .toList();
        if (disabled.isEmpty()) {
            return Optional.empty();
        }
        prober.probeAndWait(disabled);
        return walk(members, request, now.hash());
    }

    private static Optional<RelayNode> walk(List<WeightedNode> members, SelectionRequest request, CallIdHash hash) {
        List<WeightedNode> usable = members.stream()
                .filter(member -> member.node().isEnabled() && !request.queried().contains(member.node()))
                .toList();
        long weights = usable.stream().mapToLong(WeightedNode::weight).sum();
        if (weights == 0) {
            return Optional.empty();
        }
        long cut = hash.of(request.callId()) % weights;
        for (WeightedNode member : usable) {
            if (cut < member.weight()) {
                return Optional.of(member.node());
            }
            cut -= member.weight();
        }
        throw new AssertionError("the weights add up");
    }
}
