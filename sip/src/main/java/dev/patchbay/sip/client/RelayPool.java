package dev.patchbay.sip.client;

import dev.patchbay.sip.node.NodeStatus;
import dev.patchbay.sip.node.RelayClock;
import dev.patchbay.sip.node.RelayDefinition;
import dev.patchbay.sip.node.RelayNode;
import dev.patchbay.sip.node.RelaySets;
import dev.patchbay.sip.node.WeightedNode;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Relay sets together with the client that reaches them: what a module of any protocol is built on, and what database and management
 * work with. Whoever opens it closes it. Any thread.
 */
public final class RelayPool implements AutoCloseable {

    private static final Logger LOG = System.getLogger("sip.node");

    private final RelaySets sets;
    private final RelayClient client;
    private final NodeWatch watch;
    private @Nullable Thread pinger; // guarded by this
    private boolean isClosed; // guarded by this

    /** @throws IOException if the system gives no selector */
    public RelayPool(RelayProtocol protocol, ClientOptions options, RelayClock clock, RandomGenerator random)
            throws IOException {
        this.sets = new RelaySets(clock);
        this.client = new RelayClient(protocol, options, clock, random);
        this.watch = new NodeWatch(client);
        sets.addListener(this::onNodeChange);
    }

    private void onNodeChange(RelayNode node, NodeStatus before, NodeStatus after) {
        Level level = switch (after.condition()) {
            case ENABLED -> Level.INFO;
            case DISABLED_UNTIL, DISABLED_PERMANENTLY -> before.isEnabled() ? Level.WARNING : Level.DEBUG;
            case PROBING -> Level.DEBUG;
        };
        LOG.log(level, "{0}: {1}, was {2}: {3}", node, after.condition(), before.condition(), after.reason());
        client.onNodeChange(node, after.condition());
    }

    /** The sets in force, to read and to listen to. */
    public RelaySets sets() {
        return sets;
    }

    public RelayClient client() {
        return client;
    }

    public NodeWatch watch() {
        return watch;
    }

    /** See {@link RelaySets#replace}; connections to nodes that are gone are closed. */
    public void replace(Collection<RelayDefinition> definitions) {
        sets.replace(definitions);
        closeGone();
    }

    /** See {@link RelaySets#replaceKeepingOld}. */
    public void replaceKeepingOld(Collection<RelayDefinition> definitions) {
        sets.replaceKeepingOld(definitions);
        closeGone();
    }

    private void closeGone() {
        client.retain(sets.snapshot().members().stream().map(WeightedNode::node).toList());
    }

    /** Pings every displayed node that is not switched off, and waits until each has answered or run out of tries. */
    public void pingAll() {
        watch.probeAndWait(sets.snapshot().displayedNodes().stream()
                .filter(node -> !node.status().isPermanentlyDisabled())
                .toList());
    }

    /** Pings all nodes again and again, until the pool is closed. Once per pool. */
    public synchronized void startPings(Duration interval) {
        if (pinger != null || isClosed) {
            throw new IllegalStateException("pings were started already, or the pool is closed");
        }
        pinger = Thread.ofVirtual().name("relay-pinger").start(() -> pingEvery(interval));
    }

    private void pingEvery(Duration interval) {
        try {
            while (true) {
                Thread.sleep(interval);
                for (RelayNode node : sets.snapshot().displayedNodes()) {
                    if (!node.status().isPermanentlyDisabled()) {
                        var _ = watch.test(node);
                    }
                }
            }
        } catch (InterruptedException _) {
            // The pool is closed.
        }
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        if (pinger != null) {
            pinger.interrupt();
        }
        client.close();
    }
}
