package dev.patchbay.proxy.dialog;

import dev.patchbay.proxy.nat.ContactAlias;
import dev.patchbay.proxy.nat.Flow;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import javax.sip.address.AddressFactory;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.FromHeader;
import javax.sip.header.HeaderFactory;
import javax.sip.header.RouteHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.MessageFactory;
import javax.sip.message.Request;

/**
 * A BYE that tells one side of a dialog that the other has hung up.
 *
 * @param request without Via, which is its sender's
 * @param flow where to send it; empty when its topmost Route, or else its Request-URI, says so
 */
public record DialogBye(DialogId dialog, DialogSide to, Request request, Optional<Flow> flow) {

    private static final int MAX_FORWARDS = 70;

    /** What is needed to make messages. */
    record Factories(MessageFactory messages, HeaderFactory headers, AddressFactory addresses) {}

    /**
     * As the other side would send it (RFC 3261 section 12.2.1.1).
     *
     * @throws ParseException if the stack does not take something that the dialog's messages had
     */
    static DialogBye to(DialogSide side, WatchedDialog dialog, Factories factories) throws ParseException {
        DialogParty from = dialog.party(side.other());
        DialogParty to = dialog.party(side);
        List<String> routes = new ArrayList<>(to.routes());
        String uri = to.target();
        if (!routes.isEmpty() && !isLoose(factories.addresses().createURI(routes.getFirst()))) {
            // A router of RFC 2543 wants itself there, and the target behind everybody.
            uri = routes.removeFirst();
            routes.add(to.target());
        }
        HeaderFactory headers = factories.headers();
        try {
            Request request = factories.messages()
                    .createRequest(
                            factories.addresses().createURI(uri),
                            Request.BYE,
                            headers.createCallIdHeader(dialog.id().callId()),
                            headers.createCSeqHeader(from.cseq() + 1, Request.BYE),
                            (FromHeader) headers.createHeader(FromHeader.NAME, from.address()),
                            (ToHeader) headers.createHeader(ToHeader.NAME, to.address()),
                            new ArrayList<>(),
                            headers.createMaxForwardsHeader(MAX_FORWARDS));
            for (String route : routes) {
                request.addHeader(headers.createHeader(RouteHeader.NAME, "<" + route + ">"));
            }
            // The alias is for us, not for the phone. The flow is the newer of the two.
            Optional<Flow> alias = ContactAlias.take(request);
            Optional<Flow> flow = to.flow().or(() -> alias);
            return new DialogBye(dialog.id(), side, request, to.routes().isEmpty() ? flow : Optional.empty());
        } catch (InvalidArgumentException e) {
            throw new IllegalStateException("CSeq " + (from.cseq() + 1) + " is none", e);
        }
    }

    private static boolean isLoose(URI uri) {
        return uri instanceof SipURI sip && sip.hasLrParam();
    }
}
