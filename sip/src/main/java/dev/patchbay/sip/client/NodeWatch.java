package dev.patchbay.sip.client;

import dev.patchbay.sip.node.RelayNode;
import dev.patchbay.sip.select.NodeProber;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Pings relays and moves their state: what selection, start, timers and management commands use. Any thread. */
public final class NodeWatch implements NodeProber {

    private static final String ANSWERED = "answered a ping";
    private static final String SILENT = "did not answer a ping";

    private final RelayClient client;

    public NodeWatch(RelayClient client) {
        this.client = client;
    }

    @Override
    public void probe(RelayNode node) {
        if (node.beginProbe()) {
            var _ = client.ping(node).thenAccept(isThere -> settle(node, isThere));
        }
    }

    @Override
    public void probeAndWait(Collection<RelayNode> nodes) {
        List<CompletableFuture<Boolean>> pings = nodes.stream().map(this::test).toList();
        pings.forEach(CompletableFuture::join);
    }

    /** Pings one node, due or not; its state follows the answer unless it is switched off. */
    public CompletableFuture<Boolean> test(RelayNode node) {
        return client.ping(node).thenApply(isThere -> {
            settle(node, isThere);
            return isThere;
        });
    }

    private void settle(RelayNode node, boolean isThere) {
        if (isThere) {
            node.onAnswer(ANSWERED);
        } else {
            node.onFailure(client.options().recheckAfter(), SILENT);
        }
    }
}
