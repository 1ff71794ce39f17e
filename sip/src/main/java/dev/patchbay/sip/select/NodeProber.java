package dev.patchbay.sip.select;

import dev.patchbay.sip.node.RelayNode;
import java.util.Collection;

/** Pings relays and moves their state by what comes back. */
public interface NodeProber {

    /** Starts to ping a node that is due, unless somebody does already; returns at once. */
    void probe(RelayNode node);

    /** Pings nodes all at once, due or not, and waits until each has answered or run out of tries. */
    void probeAndWait(Collection<RelayNode> nodes);
}
