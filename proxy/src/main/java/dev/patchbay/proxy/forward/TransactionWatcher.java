package dev.patchbay.proxy.forward;

import dev.patchbay.proxy.nat.Flow;
import gov.nist.javax.sip.message.SIPResponse;

/** Sees what passes: for dialogs. On the transaction's thread; must not block. */
public interface TransactionWatcher {

    /** A request is about to be sent on; the branch has it as it goes out. */
    void onForwarded(ProxyTransaction transaction, Branch branch);

    /** A final response of a branch, on its way to the caller. */
    void onResponse(SIPResponse response, Flow sender);
}
