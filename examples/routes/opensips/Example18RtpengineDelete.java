// OpenSIPS example 1.18, rtpengine_delete: at the end of the call, and when there is none after all.
import dev.patchbay.proxy.route.FailedRequest;
import dev.patchbay.proxy.route.IncomingReply;
import dev.patchbay.proxy.route.IncomingRequest;
import dev.patchbay.proxy.route.RoutingScript;
import dev.patchbay.proxy.route.ScriptSettings;
import dev.patchbay.sip.rtpengine.OpenSipsRtpengine;
import dev.patchbay.sip.rtpengine.OpenSipsSettings;

public final class Example18RtpengineDelete extends RoutingScript {

    private OpenSipsRtpengine rtpengine;

    @Override
    public void open(ScriptSettings settings) throws Exception {
        rtpengine = settings.openSips(OpenSipsSettings.builder().rtpengineSock(settings.relays()).build());
    }

    @Override
    public void onRequest(IncomingRequest request) {
        if (request.isMethod("INVITE") && request.hasSdp()) {
            rtpengine.rtpengineOffer(request.route());
        } else if (request.isMethod("BYE") || request.isMethod("CANCEL")) {
            rtpengine.rtpengineDelete(request.route());
        }
        send(request);
    }

    @Override
    public void onReply(IncomingReply reply) {
        if (reply.isMethod("INVITE") && reply.hasSdp()) {
            rtpengine.rtpengineAnswer(reply.route());
        }
    }

    @Override
    public void onFailure(FailedRequest failed) {
        rtpengine.rtpengineDelete(failed.route());
    }

    private static void send(IncomingRequest request) {
        if (request.isInDialog()) {
            request.looseRoute();
        } else if (request.isMethod("INVITE")) {
            request.recordRoute();
        }
        request.relay();
    }
}
