package dev.patchbay.sip.node;

import java.util.List;
import java.util.Optional;

/** The relays that calls are spread over, in configured order: the order takes part in the choice. */
public record RelaySet(int id, List<WeightedNode> members) {

    public RelaySet {
        members = List.copyOf(members);
    }

    public boolean contains(RelayNode node) {
        return members.stream().anyMatch(member -> member.node() == node && member.isDisplayed());
    }

    /** The first displayed node of a URL exactly as configured. */
    public Optional<RelayNode> find(String url) {
        return members.stream()
                .filter(member -> member.isDisplayed() && member.node().url().text().equals(url))
                .map(WeightedNode::node)
                .findFirst();
    }
}
