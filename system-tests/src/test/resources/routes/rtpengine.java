import dev.patchbay.proxy.route.FailedRequest;
import dev.patchbay.proxy.route.IncomingReply;
import dev.patchbay.proxy.route.IncomingRequest;
import dev.patchbay.proxy.route.RoutingScript;
import dev.patchbay.proxy.route.ScriptSettings;
import dev.patchbay.sip.rtpengine.KamailioRtpengine;
import dev.patchbay.sip.rtpengine.KamailioSettings;

/** The routing of kamailio/rtpengine.cfg in Java. */
public class RtpengineRoute extends RoutingScript {

    private KamailioRtpengine rtpengine;

    @Override
    public void open(ScriptSettings settings) throws Exception {
        rtpengine = settings.kamailio(KamailioSettings.builder().rtpengineSock(settings.relays()).build());
    }

    @Override
    public void onRequest(IncomingRequest request) {
        if (request.isMethod("OPTIONS")) {
            request.reply(200);
            return;
        }
        if (request.isMethod("CANCEL")) {
            if (request.isCancelOfKnownInvite()) {
                rtpengine.rtpengineManage(request.route());
                request.relay();
            }
            return;
        }
        String media = request.header("X-Media").orElse("replace-origin replace-session-connection @OFFER_FLAGS@");
        boolean hasSdp = request.header("Content-Type").filter(type -> type.startsWith("application/sdp")).isPresent();
        if (request.isInDialog()) {
            within(request, media, hasSdp);
            return;
        }
        if (!request.isMethod("INVITE")) {
            request.reply(405);
            return;
        }
        request.recordRoute();
        switch (request.uriUser().orElse("")) {
            case "sipp" -> request.setDestination("sip:@CALLEE4@:5080");
            case "phone" -> request.setDestination("sip:@CALLEE4@:5062");
            default -> {
                request.reply(404);
                return;
            }
        }
        if (hasSdp) {
            rtpengine.rtpengineManage(request.route(), media);
        }
        request.armReply(this::media);
        request.armFailure(this::failed);
        request.relay();
    }

    private void within(IncomingRequest request, String media, boolean hasSdp) {
        if (!request.looseRoute()) {
            request.reply(404);
            return;
        }
        if (request.isMethod("INVITE") || request.isMethod("UPDATE")) {
            if (hasSdp) {
                rtpengine.rtpengineManage(request.route(), media);
            }
            request.armReply(this::media);
        } else if (request.isMethod("ACK") && hasSdp) {
            rtpengine.rtpengineManage(request.route(), media);
        } else if (request.isMethod("BYE")) {
            rtpengine.rtpengineManage(request.route());
        }
        request.relay();
    }

    private void media(IncomingReply reply) {
        if (reply.header("Content-Type").filter(type -> type.startsWith("application/sdp")).isPresent()) {
            rtpengine.rtpengineManage(reply.route(), "replace-origin replace-session-connection @ANSWER_FLAGS@");
        }
    }

    private void failed(FailedRequest failed) {
        rtpengine.rtpengineManage(failed.route());
    }
}
