package dev.patchbay.sip.node;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** All sets at one moment, ordered by id. Immutable; a command works on one snapshot from start to end. */
public final class RelaySnapshot {

    private final long version;
    private final SequencedMap<Integer, RelaySet> sets;

    RelaySnapshot(long version, SequencedMap<Integer, RelaySet> sets) {
        this.version = version;
        this.sets = Collections.unmodifiableSequencedMap(sets);
    }

    /** Grows with each change. */
    public long version() {
        return version;
    }

    public List<RelaySet> sets() {
        return List.copyOf(sets.values());
    }

    public Optional<RelaySet> set(int id) {
        return Optional.ofNullable(sets.get(id));
    }

    /** Every member of every set, sets by id. */
    public List<WeightedNode> members() {
        return sets.values().stream().flatMap(set -> set.members().stream()).toList();
    }

    /** The nodes that lists have now, sets by id. */
    public List<RelayNode> displayedNodes() {
        return sets.values().stream()
                .flatMap(set -> set.members().stream())
                .filter(WeightedNode::isDisplayed)
                .map(WeightedNode::node)
                .toList();
    }
}
