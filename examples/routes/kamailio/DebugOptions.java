// Kamailio, debug options: a longer timeout, and which relay was chosen goes into the log.
import dev.patchbay.proxy.route.IncomingReply;
import dev.patchbay.proxy.route.IncomingRequest;
import dev.patchbay.proxy.route.RoutingScript;
import dev.patchbay.proxy.route.ScriptSettings;
import dev.patchbay.sip.rtpengine.KamailioRtpengine;
import dev.patchbay.sip.rtpengine.KamailioSettings;
import java.lang.System.Logger.Level;
import java.lang.System.Logger;

public final class DebugOptions extends RoutingScript {

    private static final Logger LOG = System.getLogger("route");

    private KamailioRtpengine rtpengine;

    @Override
    public void open(ScriptSettings settings) throws Exception {
        rtpengine = settings.kamailio(KamailioSettings.builder()
                .rtpengineSock(settings.relays())
                .modparam("rtpengine_tout_ms", "5000")
                .modparam("rtp_inst_pvar", "$avp(RTP_INSTANCE)")
                .build());
    }

    @Override
    public void onRequest(IncomingRequest request) {
        rtpengine.rtpengineManage(request.route());
        request.variables()
                .get("$avp(RTP_INSTANCE)")
                .ifPresent(relay -> LOG.log(Level.INFO, "Selected RTPEngine: {0}", relay));
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
