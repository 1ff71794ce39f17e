package dev.patchbay.sip.rtpengine;

import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.sip.node.RelayNode;
import java.util.Optional;

/**
 * How a function ended.
 *
 * @param isOk what the script would see as true
 * @param node the relay that had the last word; empty when none was asked
 * @param reply that relay's reply; empty when there is none
 * @param detail for people: why it failed, or what was not to be done; empty when all is well
 */
public record FunctionResult(boolean isOk, Optional<RelayNode> node, Optional<NgDict> reply, String detail) {

    static FunctionResult ok(RelayNode node, NgDict reply) {
        return new FunctionResult(true, Optional.of(node), Optional.of(reply), "");
    }

    static FunctionResult nothingToDo(String detail) {
        return new FunctionResult(true, Optional.empty(), Optional.empty(), detail);
    }

    static FunctionResult failed(String detail) {
        return new FunctionResult(false, Optional.empty(), Optional.empty(), detail);
    }
}
