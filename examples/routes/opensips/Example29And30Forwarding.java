// OpenSIPS examples 1.29 rtpengine_start_forwarding and 1.30 rtpengine_stop_forwarding: a phone asks for it by INFO with header
// X-Forwarding.
import dev.patchbay.proxy.route.IncomingReply;
import dev.patchbay.proxy.route.IncomingRequest;
import dev.patchbay.proxy.route.RoutingScript;
import dev.patchbay.proxy.route.ScriptSettings;
import dev.patchbay.sip.rtpengine.OpenSipsRtpengine;
import dev.patchbay.sip.rtpengine.OpenSipsSettings;
import java.util.Optional;

public final class Example29And30Forwarding extends RoutingScript {

    private OpenSipsRtpengine rtpengine;

    @Override
    public void open(ScriptSettings settings) throws Exception {
        rtpengine = settings.openSips(OpenSipsSettings.builder().rtpengineSock(settings.relays()).build());
    }

    @Override
    public void onRequest(IncomingRequest request) {
        Optional<String> forwarding = request.header("X-Forwarding");
        if (request.isMethod("INFO") && forwarding.isPresent()) {
            boolean isOk = forwarding.get().equals("on")
                    ? rtpengine.rtpengineStartForwarding(request.route(), "").isOk()
                    : rtpengine.rtpengineStopForwarding(request.route(), "").isOk();
            request.reply(isOk ? 200 : 500);
            return;
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
