// OpenSIPS example 1.6, parameter extra_id_pv: one media session per callee, by an id of the script's own.
import dev.patchbay.proxy.route.IncomingReply;
import dev.patchbay.proxy.route.IncomingRequest;
import dev.patchbay.proxy.route.RoutingScript;
import dev.patchbay.proxy.route.ScriptSettings;
import dev.patchbay.sip.rtpengine.OpenSipsRtpengine;
import dev.patchbay.sip.rtpengine.OpenSipsSettings;

public final class Example06ExtraIdPv extends RoutingScript {

    private OpenSipsRtpengine rtpengine;

    @Override
    public void open(ScriptSettings settings) throws Exception {
        rtpengine = settings.openSips(OpenSipsSettings.builder()
                .rtpengineSock(settings.relays())
                .modparam("extra_id_pv", "$avp(extra_id)")
                .build());
    }

    @Override
    public void onRequest(IncomingRequest request) {
        request.variables().set("$avp(extra_id)", "to-" + request.toUri());
        rtpengine.rtpengineManage(request.route(), "via-branch=extra");
        send(request);
    }

    @Override
    public void onReply(IncomingReply reply) {
        rtpengine.rtpengineManage(reply.route(), "via-branch=extra");
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
