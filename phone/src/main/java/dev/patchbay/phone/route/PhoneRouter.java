package dev.patchbay.phone.route;

import gov.nist.javax.sip.stack.DefaultRouter;
import java.util.List;
import java.util.ListIterator;
import javax.sip.SipException;
import javax.sip.SipStack;
import javax.sip.address.Hop;
import javax.sip.address.Router;
import javax.sip.header.RouteHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is outside a dialog to the proxy, and what is inside where the dialog says (RFC 3261, section 12.2.1.1). The proxy gets no
 * Route header of its own: it is the one that serves the domain of the request, not another one on the way.
 */
public final class PhoneRouter implements Router {

    private final DefaultRouter byMessage;
    private final @Nullable Hop proxy;

    /** @param outboundProxy as the stack's property has it, {@code host:port/transport}; null without a proxy */
    public PhoneRouter(SipStack stack, @Nullable String outboundProxy) {
        byMessage = new DefaultRouter(stack, null);
        proxy = outboundProxy == null ? null : new DefaultRouter(stack, outboundProxy).getOutboundProxy();
    }

    @Override
    public @Nullable Hop getOutboundProxy() {
        return proxy;
    }

    @Override
    public Hop getNextHop(Request request) throws SipException {
        boolean isOutsideDialog = ((ToHeader) request.getHeader(ToHeader.NAME)).getTag() == null
                && request.getHeader(RouteHeader.NAME) == null;
        return proxy != null && isOutsideDialog ? proxy : byMessage.getNextHop(request);
    }

    @Override
    @SuppressWarnings("deprecation") // the interface wants it all the same
    public ListIterator<Hop> getNextHops(Request request) {
        try {
            return List.of(getNextHop(request)).listIterator();
        } catch (SipException e) {
            return List.<Hop>of().listIterator();
        }
    }
}
