package dev.patchbay.proxy.dialog;

import dev.patchbay.proxy.forward.Branch;
import dev.patchbay.proxy.forward.ProxyTransaction;
import dev.patchbay.proxy.forward.TransactionWatcher;
import dev.patchbay.proxy.nat.Flow;
import dev.patchbay.proxy.nat.NatSign;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.InstantSource;
import java.util.Optional;
import javax.sip.message.Message;

/** Shows the table of dialogs what passes. */
public final class DialogWatch implements TransactionWatcher {

    private final DialogTable table;
    private final InstantSource clock;

    public DialogWatch(DialogTable table, InstantSource clock) {
        this.table = table;
        this.clock = clock;
    }

    @Override
    public void onForwarded(ProxyTransaction transaction, Branch branch) {
        SIPRequest request = transaction.request();
        if (request.hasToTag()) {
            table.onRequest(request, ifBehindNat(request, transaction.arrival().sender()), clock.instant());
        }
    }

    @Override
    public void onResponse(SIPResponse response, Flow sender) {
        table.onResponse(response, ifBehindNat(response, sender), clock.instant());
    }

    private static Optional<Flow> ifBehindNat(Message message, Flow flow) {
        return NatSign.isBehindNat(NatSign.of(message, flow)) ? Optional.of(flow) : Optional.empty();
    }
}
