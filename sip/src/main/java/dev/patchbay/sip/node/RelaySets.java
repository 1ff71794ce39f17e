package dev.patchbay.sip.node;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The relay sets in force. Readers take the {@link #snapshot} without a lock; changes are made one at a time and swap it as a whole.
 *
 * <p>A node keeps its state over a change if set and URL stay; of equal ones the n-th stays the n-th.
 */
public final class RelaySets {

    private final RelayClock clock;
    private final List<NodeListener> listeners = new CopyOnWriteArrayList<>();
    private final Object changing = new Object();
    private volatile RelaySnapshot snapshot = new RelaySnapshot(0, new TreeMap<>());
    private int nodeCount; // guarded by changing

    public RelaySets(RelayClock clock) {
        this.clock = clock;
    }

    public RelaySnapshot snapshot() {
        return snapshot;
    }

    public RelayClock clock() {
        return clock;
    }

    /** For as long as this object lives. */
    public void addListener(NodeListener listener) {
        listeners.add(listener);
    }

    /** Puts other relays in the place of all: nodes that are not among them are gone. OpenSIPS reloads so. */
    public void replace(Collection<RelayDefinition> definitions) {
        change(definitions, false);
    }

    /**
     * Puts other relays in the place of all, and keeps nodes that are not among them for the calls they have: not displayed, and
     * switched off. Nodes that were there before keep their places in the set, those that come back included, and new ones come behind
     * them, whatever the order of the list: calls of Kamailio go by these places, and it reloads so.
     */
    public void replaceKeepingOld(Collection<RelayDefinition> definitions) {
        change(definitions, true);
    }

    private void change(Collection<RelayDefinition> definitions, boolean isOldKept) {
        synchronized (changing) {
            Map<Key, List<WeightedNode>> known = new HashMap<>();
            for (WeightedNode member : snapshot.members()) {
                known.computeIfAbsent(Key.of(member.node()), _ -> new ArrayList<>()).add(member);
            }
            TreeMap<Integer, List<WeightedNode>> sets = new TreeMap<>();
            for (RelayDefinition definition : definitions) {
                List<WeightedNode> same = known.getOrDefault(new Key(definition.setId(), definition.url().text()), List.of());
                WeightedNode before = same.isEmpty() ? null : same.removeFirst();
                RelayNode node = before == null ? newNode(definition) : before.node();
                switchAsDefined(node, definition, before != null && before.isDisplayed());
                sets.computeIfAbsent(definition.setId(), _ -> new ArrayList<>())
                        .add(new WeightedNode(node, definition.weight(), true));
            }
            if (isOldKept) {
                known.values().stream().flatMap(List::stream).forEach(old -> {
                    old.node().disablePermanently("not in the list any more");
                    sets.computeIfAbsent(old.node().setId(), _ -> new ArrayList<>())
                            .add(new WeightedNode(old.node(), old.weight(), false));
                });
            }
            if (isOldKept) {
                // Numbers are given in the order in which nodes became known.
                sets.values().forEach(members -> members.sort(Comparator.comparingInt(member -> member.node().index())));
            }
            TreeMap<Integer, RelaySet> next = new TreeMap<>();
            sets.forEach((id, members) -> next.put(id, new RelaySet(id, members)));
            snapshot = new RelaySnapshot(snapshot.version() + 1, next);
        }
    }

    private RelayNode newNode(RelayDefinition definition) {
        return new RelayNode(nodeCount++, definition.setId(), definition.url(), clock, this::tell);
    }

    private static void switchAsDefined(RelayNode node, RelayDefinition definition, boolean wasDisplayed) {
        if (definition.isDisabled()) {
            node.disablePermanently("disabled by configuration");
        } else if (!wasDisplayed && node.status().isPermanentlyDisabled()) {
            node.enable("in the list again");
        } else if (node.status().isPermanentlyDisabled()) {
            node.enable("enabled by configuration");
        }
    }

    private void tell(RelayNode node, NodeStatus before, NodeStatus after) {
        listeners.forEach(listener -> listener.onChange(node, before, after));
    }

    private record Key(int setId, String url) {
        static Key of(RelayNode node) {
            return new Key(node.setId(), node.url().text());
        }
    }
}
