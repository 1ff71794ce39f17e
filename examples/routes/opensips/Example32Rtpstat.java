// OpenSIPS example 1.32, $rtpstat: what the relay has counted goes into the BYE.
import dev.patchbay.proxy.route.IncomingReply;
import dev.patchbay.proxy.route.IncomingRequest;
import dev.patchbay.proxy.route.RoutingScript;
import dev.patchbay.proxy.route.ScriptSettings;
import dev.patchbay.sip.rtpengine.OpenSipsRtpengine;
import dev.patchbay.sip.rtpengine.OpenSipsSettings;

public final class Example32Rtpstat extends RoutingScript {

    private OpenSipsRtpengine rtpengine;

    @Override
    public void open(ScriptSettings settings) throws Exception {
        rtpengine = settings.openSips(OpenSipsSettings.builder().rtpengineSock(settings.relays()).build());
    }

    @Override
    public void onRequest(IncomingRequest request) {
        if (request.isMethod("BYE")) {
            rtpengine.rtpstat(request.route()).ifPresent(text -> request.addHeader("X-RTP-Statistics", text));
        }
        rtpengine.rtpengineManage(request.route());
        send(request);
    }

    @Override
    public void onReply(IncomingReply reply) {
        rtpengine.rtpengineManage(reply.route());
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
