import dev.patchbay.proxy.SipTransport;
import dev.patchbay.proxy.route.FailedRequest;
import dev.patchbay.proxy.route.IncomingReply;
import dev.patchbay.proxy.route.IncomingRequest;
import dev.patchbay.proxy.route.OutgoingBranch;
import dev.patchbay.proxy.route.RoutingScript;
import dev.patchbay.proxy.route.ScriptSettings;
import dev.patchbay.sip.rtpengine.FunctionResult;
import dev.patchbay.sip.rtpengine.KamailioRtpengine;
import dev.patchbay.sip.rtpengine.KamailioSettings;
import java.util.Optional;

/**
 * The routing of a proxy that was given no script: phones register and call each other, with their media through the relay. Phones on this
 * host need no password, all others do, and without users that means nobody. Calls go to registered phones and nowhere else.
 */
public final class DefaultRouting extends RoutingScript {

    private Optional<KamailioRtpengine> relay = Optional.empty();

    /** Once, before the first message. */
    public DefaultRouting() {}

    @Override
    public void open(ScriptSettings settings) throws Exception {
        if (!settings.relays().isEmpty()) {
            relay = Optional.of(settings.kamailio(KamailioSettings.builder().rtpengineSock(settings.relays()).build()));
        }
    }

    @Override
    public void onRequest(IncomingRequest request) throws Exception {
        if (request.isMethod("CANCEL")) {
            request.relay();
        } else if (request.isInDialog()) {
            withinDialog(request);
        } else if (!isAllowed(request)) {
            // A challenge has been sent, or nothing at all.
            return;
        } else if (request.isMethod("REGISTER")) {
            request.save();
        } else if (request.isMethod("OPTIONS") && request.isForUs() && request.uriUser().isEmpty()) {
            request.reply(200);
        } else {
            toRegisteredPhone(request);
        }
    }

    /** Whoever knows a dialog's tags has been let in before. */
    private void withinDialog(IncomingRequest request) {
        request.looseRoute();
        request.looseRoute();
        if (!request.isKnownDialog() || request.isForUs()) {
            request.reply(481);
            return;
        }
        request.fixNat();
        if (request.isMethod("BYE")) {
            relay.ifPresent(engine -> engine.rtpengineDelete(request.route(), endOfMedia(request)));
        }
        request.relay();
    }

    /**
     * The relay ends the party with the from-tag, or with this flag the one with the to-tag. Without the caller it ends the whole call,
     * branches that nobody answered included; of a callee beside whom another one has answered, only that one.
     */
    private static String endOfMedia(IncomingRequest bye) {
        return bye.isFromCaller() == bye.hasOtherAnswer() ? "to-tag" : "";
    }

    private boolean isAllowed(IncomingRequest request) throws Exception {
        if (request.source().ip().isLoopback()) {
            return true;
        }
        // A scanner shall not learn that there is anybody.
        return request.hasUsers() && request.authenticate();
    }

    private void toRegisteredPhone(IncomingRequest request) {
        if (!request.isForUs()) {
            request.reply(403, "Calls To Elsewhere Are Not Relayed");
            return;
        }
        if (!request.lookup()) {
            request.reply(404);
            return;
        }
        request.fixNat();
        if (request.isMethod("INVITE")) {
            request.trackDialog();
        }
        request.recordRoute();
        request.relay();
    }

    /** One branch is one phone: what its media has to look like is known only here. */
    @Override
    public void onBranch(OutgoingBranch branch) {
        if (hasMedia(branch.method())) {
            relay.ifPresent(engine -> {
                String flags = flags(branch.transport(), branch.branchTransport());
                FunctionResult result = engine.rtpengineManage(branch.route(), branch.toTag().isEmpty() ? flags + " via-branch=next" : flags);
                if (!result.isOk() && result.node().isEmpty() && branch.body().length > 0) {
                    branch.refuse(503, "No Media Relay");
                }
            });
        }
    }

    @Override
    public void onReply(IncomingReply reply) {
        reply.fixNat();
        if (hasMedia(reply.method()) && reply.status() < 300 && reply.body().length > 0) {
            relay.ifPresent(engine -> engine.rtpengineManage(
                    reply.route(), flags(reply.branchTransport(), reply.transport()) + " via-branch=1"));
        }
    }

    @Override
    public void onFailure(FailedRequest failed) {
        if (failed.isMethod("INVITE") && failed.toTag().isEmpty()) {
            relay.ifPresent(engine -> engine.rtpengineDelete(failed.route()));
        }
    }

    private static boolean hasMedia(String method) {
        return method.equals("INVITE") || method.equals("ACK") || method.equals("UPDATE") || method.equals("PRACK");
    }

    /** Browsers need ICE and DTLS-SRTP, phones mostly do not know them. */
    private static String flags(SipTransport from, SipTransport to) {
        String ends = "replace-origin replace-session-connection";
        if (to.isWebSocket()) {
            return ends + " ICE=force RTP/SAVPF rtcp-mux-offer";
        }
        return from.isWebSocket() ? ends + " ICE=remove RTP/AVP rtcp-mux-demux DTLS=off SDES-off" : ends + " ICE=remove";
    }
}
