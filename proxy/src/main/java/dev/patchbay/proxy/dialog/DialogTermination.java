package dev.patchbay.proxy.dialog;

import dev.patchbay.sip.management.DialogTerminator;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.text.ParseException;
import java.util.List;
import java.util.function.Predicate;
import javax.sip.address.AddressFactory;
import javax.sip.header.HeaderFactory;
import javax.sip.message.MessageFactory;

/** Ends dialogs from the middle, by a BYE to each side. Any thread. */
public final class DialogTermination implements DialogTerminator {

    private static final Logger LOG = System.getLogger("proxy.dialog");

    /** Sends a request in a transaction of its own. */
    @FunctionalInterface
    public interface Sender {

        /** @return false if it could not even be sent; returns without waiting for the response */
        boolean send(DialogBye bye);
    }

    private final DialogTable table;
    private final Sender sender;
    private final DialogBye.Factories factories;

    public DialogTermination(
            DialogTable table, Sender sender, MessageFactory messages, HeaderFactory headers, AddressFactory addresses) {
        this.table = table;
        this.sender = sender;
        this.factories = new DialogBye.Factories(messages, headers, addresses);
    }

    /** All dialogs of the call. Does not wait for answers. */
    @Override
    public boolean terminate(String callId) {
        return terminate(callId, _ -> true);
    }

    /** The dialog with these tags, in either order. */
    public boolean terminate(String callId, String oneTag, String otherTag) {
        return terminate(callId, id -> id.hasTags(oneTag, otherTag));
    }

    private boolean terminate(String callId, Predicate<DialogId> which) {
        List<WatchedDialog> dialogs = table.take(callId, which);
        boolean isSent = false;
        for (WatchedDialog dialog : dialogs) {
            for (DialogSide side : DialogSide.values()) {
                isSent |= send(side, dialog);
            }
        }
        return isSent;
    }

    private boolean send(DialogSide side, WatchedDialog dialog) {
        try {
            boolean isSent = sender.send(DialogBye.to(side, dialog, factories));
            LOG.log(isSent ? Level.INFO : Level.WARNING, "call {0}: BYE to the {1} {2}", dialog.id().callId(), side,
                    isSent ? "sent" : "could not be sent");
            return isSent;
        } catch (ParseException e) {
            LOG.log(Level.WARNING, "call {0}: no BYE to the {1}: {2}", dialog.id().callId(), side, e.getMessage());
            return false;
        }
    }
}
