package dev.patchbay.sip.select;

import dev.patchbay.sip.node.NodeStatus;

/** Kamailio's {@code rtpengine_allow_op}: whether calls that are on a disabled node go on there. Constants in the order of its values. */
public enum AllowedOperations {
    NONE,
    /** Commands of existing calls still go to their node, whatever disabled it. */
    EXISTING_CALLS,
    /** The same, but only if somebody switched the node off. */
    EXISTING_CALLS_IF_SWITCHED_OFF;

    boolean allows(NodeStatus status) {
        return switch (this) {
            case NONE -> false;
            case EXISTING_CALLS -> true;
            case EXISTING_CALLS_IF_SWITCHED_OFF -> status.isPermanentlyDisabled();
        };
    }
}
