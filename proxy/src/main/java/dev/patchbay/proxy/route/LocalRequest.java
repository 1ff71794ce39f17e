package dev.patchbay.proxy.route;

import dev.patchbay.sip.jain.JainSipMessage;
import dev.patchbay.sip.route.LocalRoute;
import java.net.InetAddress;
import javax.sip.message.Request;

/** A request that the proxy has made itself: one of the two BYEs of a call that it ends from the middle. It is on its way already. */
public final class LocalRequest {

    private final Request request;
    private final boolean isFromCaller;
    private final boolean hasOtherAnswer;
    private final LocalRoute route;

    LocalRequest(Request request, boolean isFromCaller, boolean hasOtherAnswer) {
        this.request = request;
        this.isFromCaller = isFromCaller;
        this.hasOtherAnswer = hasOtherAnswer;
        this.route = new LocalRoute(new JainSipMessage(request, InetAddress.getLoopbackAddress()));
    }

    /** For the functions of the rtpengine modules. */
    public LocalRoute route() {
        return route;
    }

    public boolean isMethod(String name) {
        return request.getMethod().equals(name);
    }

    /** Whether it is what the side that sent the INVITE would send, so that it goes to the one that was called. */
    public boolean isFromCaller() {
        return isFromCaller;
    }

    /** Whether another phone has answered the same INVITE, and its call goes on. */
    public boolean hasOtherAnswer() {
        return hasOtherAnswer;
    }
}
