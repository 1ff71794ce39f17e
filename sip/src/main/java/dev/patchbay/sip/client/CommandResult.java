package dev.patchbay.sip.client;

import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.sip.node.RelayNode;
import java.util.Optional;

/** How a command ended, after every node that was worth trying. */
public sealed interface CommandResult {

    /** A relay carried it out. */
    record Done(RelayNode node, NgDict reply) implements CommandResult {}

    /** A relay refused it, and no other one would do better: {@code reason} is the relay's {@code error-reason}. */
    record Refused(RelayNode node, NgDict reply, String reason) implements CommandResult {}

    /**
     * No relay took it.
     *
     * @param lastTried empty when there was none to try
     */
    record NoRelay(Optional<RelayNode> lastTried, String detail) implements CommandResult {}
}
