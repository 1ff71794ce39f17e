package dev.patchbay.sip.select;

import dev.patchbay.sip.node.RelayNode;
import java.util.Optional;

/** Chooses the relay for a command, and hears how it went. */
public interface NodeSelector {

    /** The node to send to next; empty when there is none: none in use, or all of them tried. */
    Optional<RelayNode> select(SelectionRequest request);

    /** The command succeeded there. */
    void onSuccess(SelectionRequest request, RelayNode node);
}
