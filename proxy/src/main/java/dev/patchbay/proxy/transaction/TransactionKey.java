package dev.patchbay.proxy.transaction;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.Locale;

/** What makes messages belong to the same transaction (RFC 3261 sections 17.1.3 and 17.2.3). */
public record TransactionKey(String text) {

    private static final String MAGIC_COOKIE = "z9hg4bk";

    /** Of a request that has come in; an ACK has the key of its INVITE. */
    public static TransactionKey ofServer(SIPRequest request) {
        return ofServer(request, request.getMethod().equals("ACK") ? "INVITE" : request.getMethod());
    }

    /** The INVITE that a CANCEL is about. */
    public static TransactionKey ofCancelled(SIPRequest cancel) {
        return ofServer(cancel, "INVITE");
    }

    private static TransactionKey ofServer(SIPRequest request, String method) {
        Via via = request.getTopmostVia();
        String branch = via.getBranch();
        String sentBy = via.getSentBy().toString().toLowerCase(Locale.ROOT);
        if (branch != null && branch.toLowerCase(Locale.ROOT).startsWith(MAGIC_COOKIE)) {
            return new TransactionKey(branch.toLowerCase(Locale.ROOT) + '|' + sentBy + '|' + method);
        }
        // RFC 2543: by the headers. The To tag is left out, as the ACK has one that the INVITE had not.
        return new TransactionKey(request.getCallId().getCallId() + '|' + request.getFromTag() + '|'
                + request.getCSeq().getSeqNumber() + '|' + branch + '|' + sentBy + '|' + method);
    }

    /** Of a request that we send. */
    public static TransactionKey ofClient(SIPRequest request) {
        return ofClient(request, request.getMethod());
    }

    public static TransactionKey ofResponse(SIPResponse response) {
        return ofClient(response, response.getCSeq().getMethod());
    }

    private static TransactionKey ofClient(SIPMessage message, String method) {
        return new TransactionKey(message.getTopmostVia().getBranch() + '|' + method);
    }
}
