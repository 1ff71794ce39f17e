package dev.patchbay.sip.select;

import dev.patchbay.sip.node.RelayNode;
import dev.patchbay.sip.node.RelaySet;
import dev.patchbay.sip.node.WeightedNode;
import java.util.List;
import java.util.Optional;

/**
 * OpenSIPS' choice, for rtpengine and rtpproxy alike: the call-id's place on a scale of all weights; if the node there is out of use,
 * its place on the scale of those in use. So calls of living nodes stay where they are when another node dies.
 *
 * <p>One departure: OpenSIPS makes the caller wait while it pings a node that is due again. Here the ping runs beside, and the call
 * waits only if no other node is in use.
 */
public final class OpenSipsSelection implements NodeSelector {

    private final NodeProber prober;

    public OpenSipsSelection(NodeProber prober) {
        this.prober = prober;
    }

    @Override
    public Optional<RelayNode> select(SelectionRequest request) {
        RelaySet set = request.set();
        List<WeightedNode> members = set.members();
        if (members.size() == 1) {
            return onlyNode(members.getFirst().node(), request);
        }
        members.stream().map(WeightedNode::node).filter(RelayNode::isRecheckDue).forEach(prober::probe);
        Optional<RelayNode> chosen = walk(members, request);
        if (chosen.isPresent() || members.stream().anyMatch(member -> member.node().isEnabled())) {
            return chosen;
        }
        // Nobody is left: all are pinged once, due or not. A command that has tried them all just now is not worth the wait.
        List<RelayNode> untried = members.stream()
                .map(WeightedNode::node)
                .filter(node -> !request.queried().contains(node) && !node.status().isPermanentlyDisabled())
                .toList();
        if (untried.isEmpty()) {
            return Optional.empty();
        }
        prober.probeAndWait(untried);
        return walk(members, request);
    }

    /** There is no table: the next command finds the same node by the same arithmetic. */
    @Override
    public void onSuccess(SelectionRequest request, RelayNode node) {}

    private Optional<RelayNode> onlyNode(RelayNode node, SelectionRequest request) {
        if (request.queried().contains(node)) {
            return Optional.empty();
        }
        if (!node.isEnabled() && node.isRecheckDue()) {
            prober.probeAndWait(List.of(node));
        }
        return node.isEnabled() ? Optional.of(node) : Optional.empty();
    }

    private static Optional<RelayNode> walk(List<WeightedNode> members, SelectionRequest request) {
        // One look at each node's state: the walk must add up even if a node changes meanwhile.
        boolean[] isUsable = new boolean[members.size()];
        long allWeights = 0;
        long usableWeights = 0;
        boolean isAnyUsable = false;
        for (int i = 0; i < isUsable.length; i++) {
            WeightedNode member = members.get(i);
            isUsable[i] = member.node().isEnabled() && !request.queried().contains(member.node());
            isAnyUsable |= isUsable[i];
            allWeights += member.weight();
            usableWeights += isUsable[i] ? member.weight() : 0;
        }
        if (!isAnyUsable) {
            return Optional.empty();
        }
        long hash = CallIdHash.BYTE_SUM.of(request.callId());
        // When those in use all have weight 0, the first of them takes every call.
        long cut = usableWeights == 0 ? -1 : hash % allWeights;
        for (int i = 0; i < isUsable.length; i++) {
            WeightedNode member = members.get(i);
            if (cut < member.weight()) {
                return isUsable[i] ? Optional.of(member.node()) : walkUsable(members, isUsable, usableWeights, hash);
            }
            cut -= member.weight();
        }
        return Optional.empty();
    }

    private static Optional<RelayNode> walkUsable(
            List<WeightedNode> members, boolean[] isUsable, long usableWeights, long hash) {
        long cut = usableWeights == 0 ? -1 : hash % usableWeights;
        for (int i = 0; i < isUsable.length; i++) {
            if (!isUsable[i]) {
                continue;
            }
            WeightedNode member = members.get(i);
            if (cut < member.weight()) {
                return Optional.of(member.node());
            }
            cut -= member.weight();
        }
        return Optional.empty();
    }
}
