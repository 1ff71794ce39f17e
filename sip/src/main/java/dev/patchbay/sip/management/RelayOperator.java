package dev.patchbay.sip.management;

import dev.patchbay.sip.client.RelayPool;
import dev.patchbay.sip.node.NodeStatus;
import dev.patchbay.sip.node.RelayNode;
import dev.patchbay.sip.node.RelaySet;
import dev.patchbay.sip.node.WeightedNode;
import java.time.Duration;
import java.util.List;

/** What commands of both modules do with nodes. Any thread; a URL may be in several sets, and each command is for all of them. */
final class RelayOperator {

    static final String SWITCHED_OFF = "disabled by an operator";
    static final String SWITCHED_ON = "enabled by an operator";

    private final RelayPool pool;

    RelayOperator(RelayPool pool) {
        this.pool = pool;
    }

    RelayPool pool() {
        return pool;
    }

    /** Sets by id, without members that left the list. */
    List<RelaySet> sets() {
        return pool.sets().snapshot().sets().stream()
                .map(set -> new RelaySet(set.id(), set.members().stream().filter(WeightedNode::isDisplayed).toList()))
                .filter(set -> !set.members().isEmpty())
                .toList();
    }

    List<WeightedNode> members() {
        return sets().stream().flatMap(set -> set.members().stream()).toList();
    }

    /** @param url exactly as configured */
    List<WeightedNode> members(String url) {
        return members().stream().filter(member -> member.node().url().text().equals(url)).toList();
    }

    /** Seconds until a node is tried again, rounded up; 0 when it is in use or its time has come. */
    long recheckSeconds(RelayNode node) {
        NodeStatus status = node.status();
        return switch (status.condition()) {
            case ENABLED, DISABLED_PERMANENTLY, PROBING -> 0;
            case DISABLED_UNTIL -> {
                long leftNs = Math.max(0, status.recheckAtNs() - pool.sets().clock().nanoTime());
                yield Math.ceilDiv(leftNs, Duration.ofSeconds(1).toNanos());
            }
        };
    }
}
