package dev.patchbay.sip.node;

/** Hears of nodes that change their condition. Called on the thread that made the change: be quick, and do not throw. */
@FunctionalInterface
public interface NodeListener {

    void onChange(RelayNode node, NodeStatus before, NodeStatus after);
}
