package dev.patchbay.sip.select;

import dev.patchbay.sip.node.RelayNode;
import dev.patchbay.sip.node.RelaySet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * One command that needs a relay. Belongs to the thread that runs the command.
 *
 * @param callId an octet string
 * @param viaBranch empty when the command is for all branches
 * @param isDelete the call ends with it
 * @param queried nodes this command was sent to already; grows while it fails over
 */
public record SelectionRequest(
        RelaySet set, String callId, String viaBranch, boolean isDelete, Set<RelayNode> queried) {

    public SelectionRequest(RelaySet set, String callId, String viaBranch, boolean isDelete) {
        this(set, callId, viaBranch, isDelete, new LinkedHashSet<>());
    }
}
