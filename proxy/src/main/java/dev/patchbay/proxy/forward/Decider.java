package dev.patchbay.proxy.forward;

import gov.nist.javax.sip.message.SIPResponse;

/**
 * Decides about messages: the routing script. Called on the transaction's thread, may block. What it throws is a defect of the script,
 * which it has logged itself; the caller of the transaction then gets 500.
 */
public interface Decider {

    /** Something went wrong in the script; it has been told already. */
    final class Failed extends Exception {
        private static final long serialVersionUID = 1;

        public Failed(String message) {
            super(message, null, false, false);
        }
    }

    void onRequest(ProxyTransaction transaction) throws Failed;

    /** A response of a branch, before anything is done with it. */
    void onReply(ProxyTransaction transaction, Branch branch, SIPResponse response) throws Failed;

    /** All branches have failed; the best response is still to be sent, unless something else is done. */
    void onFailure(ProxyTransaction transaction, SIPResponse best) throws Failed;

    /** A request is about to be sent. */
    void onBranch(ProxyTransaction transaction, Branch branch) throws Failed;

    /** The transaction has ended: the script that began it is needed no longer for it. */
    void release();

    /** Of a transaction that has nothing more to decide. */
    Decider NONE = new Decider() {
        @Override
        public void onRequest(ProxyTransaction transaction) {}

        @Override
        public void onReply(ProxyTransaction transaction, Branch branch, SIPResponse response) {}

        @Override
        public void onFailure(ProxyTransaction transaction, SIPResponse best) {}

        @Override
        public void onBranch(ProxyTransaction transaction, Branch branch) {}

        @Override
        public void release() {}
    };

    /** Where transactions get their script from: one in flight keeps the one it began with. */
    @FunctionalInterface
    interface Source {
        /** For one transaction, which releases it. */
        Decider acquire();
    }
}
