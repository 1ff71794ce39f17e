// Kamailio, basic configuration: several sets, and the common timeouts. Calls to users that begin with 2 go to set 2.
import dev.patchbay.proxy.route.IncomingReply;
import dev.patchbay.proxy.route.IncomingRequest;
import dev.patchbay.proxy.route.RoutingScript;
import dev.patchbay.proxy.route.ScriptSettings;
import dev.patchbay.sip.rtpengine.KamailioRtpengine;
import dev.patchbay.sip.rtpengine.KamailioSettings;

public final class SeveralSets extends RoutingScript {

    private KamailioRtpengine rtpengine;

    @Override
    public void open(ScriptSettings settings) throws Exception {
        rtpengine = settings.kamailio(KamailioSettings.builder()
                .rtpengineSock("1 == udp:10.0.0.1:22222 udp:10.0.0.2:22222")
                .rtpengineSock("2 == udp:10.0.0.3:22222 udp:10.0.0.4:22222")
                .modparam("rtpengine_disable_tout", "60")
                .modparam("rtpengine_tout_ms", "1000")
                .modparam("rtpengine_retr", "5")
                .build());
    }

    @Override
    public void onRequest(IncomingRequest request) {
        rtpengine.setRtpengineSet(request.route(), set(request.toUri()));
        rtpengine.rtpengineManage(request.route());
        send(request);
    }

    @Override
    public void onReply(IncomingReply reply) {
        rtpengine.setRtpengineSet(reply.route(), set(reply.toUri()));
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
