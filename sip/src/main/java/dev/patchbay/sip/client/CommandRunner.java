package dev.patchbay.sip.client;

import dev.patchbay.bencode.BencodeWriter;
import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.sip.node.RelayNode;
import dev.patchbay.sip.select.NodeSelector;
import dev.patchbay.sip.select.SelectionRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.Set;

/**
 * Runs one ng command to its end: chooses a node, sends, and goes on to the next one when the node does not answer or is full.
 * Blocks its caller, who best is a virtual thread; any number of threads.
 */
public final class CommandRunner {

    /** What relays say when another relay could still take the call. */
    public static final Set<String> FULL_RELAY_ERRORS = Set.of("Parallel session limit reached", "Ran out of ports");

    private static final Logger LOG = System.getLogger("sip.client");

    private final RelayClient client;
    private final NodeSelector selector;
    private final Set<String> failoverErrors;

    /** @param failoverErrors values of {@code error-reason} after which the next node is tried */
    public CommandRunner(RelayClient client, NodeSelector selector, Set<String> failoverErrors) {
        this.client = client;
        this.selector = selector;
        this.failoverErrors = Set.copyOf(failoverErrors);
    }

    /** @param command with its key {@code command} */
    public CommandResult run(SelectionRequest selection, NgDict command) {
        String name = command.string("command").orElseThrow();
        byte[] payload = BencodeWriter.toBytes(command);
        CommandResult last = new CommandResult.NoRelay(Optional.empty(), "no relay of set " + selection.set().id() + " is in use for this call");
        while (true) {
            Optional<RelayNode> chosen = selector.select(selection);
            if (chosen.isEmpty()) {
                return last;
            }
            RelayNode node = chosen.get();
            selection.queried().add(node);
            LOG.log(Level.DEBUG, "{0} of call {1}: to {2}", name, selection.callId(), node);
            ExchangeOutcome outcome = client.exchange(node, name, payload).join();
            switch (outcome) {
                case ExchangeOutcome.NoReply(var failure, var detail) -> {
                    LOG.log(Level.WARNING, "{0} at {1}: {2}", name, node, detail);
                    if (failure.isNodesFault()) {
                        node.onFailure(client.options().recheckAfter(), detail);
                    }
                    last = new CommandResult.NoRelay(Optional.of(node), detail);
                    if (failure == ExchangeFailure.CLOSED || failure == ExchangeFailure.TOO_LONG) {
                        return last;
                    }
                }
                case ExchangeOutcome.Reply answer -> {
                    NgDict reply = NgProtocol.decode(answer.payload()).orElseThrow();
                    CommandResult result = judge(node, reply);
                    LOG.log(
                            Level.DEBUG,
                            "{0} of call {1}: {2} said ''{3}'' after {4} us",
                            name,
                            selection.callId(),
                            node,
                            result instanceof CommandResult.Refused refused ? refused.reason() : reply.string("result").orElse(""),
                            Long.toString(answer.roundTripNs() / 1000));
                    if (result instanceof CommandResult.Done) {
                        selector.onSuccess(selection, node);
                        return result;
                    }
                    if (!isFull(reply)) {
                        return result;
                    }
                    LOG.log(Level.WARNING, "{0} at {1}: the relay is full", name, node);
                    last = result;
                }
            }
        }
    }

    private boolean isFull(NgDict reply) {
        return reply.string("result").filter("load limit"::equals).isPresent()
                || reply.string("error-reason").filter(failoverErrors::contains).isPresent();
    }

    private static CommandResult judge(RelayNode node, NgDict reply) {
        String result = reply.string("result").orElse("");
        return switch (result) {
            case "error" -> new CommandResult.Refused(node, reply, reply.string("error-reason").orElse("unknown error"));
            case "load limit" -> new CommandResult.Refused(node, reply, reply.string("message").orElse("load limit"));
            default -> new CommandResult.Done(node, reply);
        };
    }
}
