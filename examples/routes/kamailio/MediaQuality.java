// Kamailio, media quality monitoring: how the call sounded is in variables after the delete.
import dev.patchbay.proxy.route.IncomingReply;
import dev.patchbay.proxy.route.IncomingRequest;
import dev.patchbay.proxy.route.RoutingScript;
import dev.patchbay.proxy.route.ScriptSettings;
import dev.patchbay.sip.rtpengine.KamailioRtpengine;
import dev.patchbay.sip.rtpengine.KamailioSettings;
import java.lang.System.Logger.Level;
import java.lang.System.Logger;

public final class MediaQuality extends RoutingScript {

    private static final Logger LOG = System.getLogger("route");

    private KamailioRtpengine rtpengine;

    @Override
    public void open(ScriptSettings settings) throws Exception {
        rtpengine = settings.kamailio(KamailioSettings.builder()
                .rtpengineSock(settings.relays())
                .modparam("mos_min_pv", "$avp(mos_min)")
                .modparam("mos_min_at_pv", "$avp(mos_min_at)")
                .modparam("mos_min_packetloss_pv", "$avp(mos_min_packetloss)")
                .modparam("mos_min_jitter_pv", "$avp(mos_min_jitter)")
                .modparam("mos_min_roundtrip_pv", "$avp(mos_min_roundtrip)")
                .modparam("mos_max_pv", "$avp(mos_max)")
                .modparam("mos_average_pv", "$avp(mos_average)")
                .build());
    }

    @Override
    public void onRequest(IncomingRequest request) {
        if (request.isMethod("BYE")) {
            rtpengine.rtpengineDelete(request.route());
            LOG.log(
                    Level.INFO,
                    "MOS {0} (lowest {1} after {2}, highest {3})",
                    value(request, "$avp(mos_average)"),
                    value(request, "$avp(mos_min)"),
                    value(request, "$avp(mos_min_at)"),
                    value(request, "$avp(mos_max)"));
        } else {
            rtpengine.rtpengineManage(request.route());
        }
        send(request);
    }

    private static String value(IncomingRequest request, String name) {
        return request.variables().get(name).orElse("unknown");
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
