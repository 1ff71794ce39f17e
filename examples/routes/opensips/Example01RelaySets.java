// OpenSIPS example 1.1, parameter rtpengine_sock: sets of relays. Calls to users that begin with 2 go to set 2.
import dev.patchbay.proxy.route.IncomingReply;
import dev.patchbay.proxy.route.IncomingRequest;
import dev.patchbay.proxy.route.RoutingScript;
import dev.patchbay.proxy.route.ScriptSettings;
import dev.patchbay.sip.rtpengine.OpenSipsRtpengine;
import dev.patchbay.sip.rtpengine.OpenSipsSettings;

public final class Example01RelaySets extends RoutingScript {

    private OpenSipsRtpengine rtpengine;

    @Override
    public void open(ScriptSettings settings) throws Exception {
        rtpengine = settings.openSips(OpenSipsSettings.builder()
                .rtpengineSock("1 == udp:localhost:12221 udp:localhost:12222")
                .rtpengineSock("2 == udp:localhost:12225")
                .build());
    }

    @Override
    public void onRequest(IncomingRequest request) {
        rtpengine.rtpengineUseSet(request.route(), set(request.toUri()));
        rtpengine.rtpengineManage(request.route());
        send(request);
    }

    @Override
    public void onReply(IncomingReply reply) {
        rtpengine.rtpengineUseSet(reply.route(), set(reply.toUri()));
        rtpengine.rtpengineManage(reply.route());
    }

    private static int set(String uri) {
        return uri.startsWith("sip:2") ? 2 : 1;
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
