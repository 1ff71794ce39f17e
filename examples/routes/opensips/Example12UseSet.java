// OpenSIPS example 1.12, rtpengine_use_set.
import dev.patchbay.proxy.route.IncomingReply;
import dev.patchbay.proxy.route.IncomingRequest;
import dev.patchbay.proxy.route.RoutingScript;
import dev.patchbay.proxy.route.ScriptSettings;
import dev.patchbay.sip.rtpengine.OpenSipsRtpengine;
import dev.patchbay.sip.rtpengine.OpenSipsSettings;

public final class Example12UseSet extends RoutingScript {

    private OpenSipsRtpengine rtpengine;

    @Override
    public void open(ScriptSettings settings) throws Exception {
        rtpengine = settings.openSips(OpenSipsSettings.builder()
                .rtpengineSock("1 == udp:localhost:12221")
                .rtpengineSock("2 == udp:localhost:12225")
                .build());
    }

    @Override
    public void onRequest(IncomingRequest request) {
        rtpengine.rtpengineUseSet(request.route(), 2);
        if (request.isMethod("INVITE") && request.hasSdp()) {
            rtpengine.rtpengineOffer(request.route());
        } else if (request.isMethod("BYE")) {
            rtpengine.rtpengineDelete(request.route());
        }
        send(request);
    }

    @Override
    public void onReply(IncomingReply reply) {
        if (reply.hasSdp()) {
            rtpengine.rtpengineUseSet(reply.route(), 2);
            rtpengine.rtpengineAnswer(reply.route());
        }
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
