// OpenSIPS example 1.33, $rtpstat(STAT)[tag]: how the call sounded goes into the log.
import dev.patchbay.proxy.route.IncomingReply;
import dev.patchbay.proxy.route.IncomingRequest;
import dev.patchbay.proxy.route.RoutingScript;
import dev.patchbay.proxy.route.ScriptSettings;
import dev.patchbay.sip.rtpengine.OpenSipsRtpengine;
import dev.patchbay.sip.rtpengine.OpenSipsSettings;
import java.lang.System.Logger.Level;
import java.lang.System.Logger;
import java.util.Optional;
import java.util.OptionalLong;

public final class Example33RtpstatStatistics extends RoutingScript {

    private static final Logger LOG = System.getLogger("route");

    private OpenSipsRtpengine rtpengine;

    @Override
    public void open(ScriptSettings settings) throws Exception {
        rtpengine = settings.openSips(OpenSipsSettings.builder().rtpengineSock(settings.relays()).build());
    }

    @Override
    public void onRequest(IncomingRequest request) {
        if (request.isMethod("BYE")) {
            LOG.log(Level.INFO, "Average MOS of the entire call is {0}", statistic(request, "MOS-average", Optional.empty()));
            LOG.log(Level.INFO, "Average MOS of caller is {0}", statistic(request, "MOS-average", request.fromTag()));
            LOG.log(Level.INFO, "Average MOS of callee is {0}", statistic(request, "MOS-average", request.toTag()));
            LOG.log(
                    Level.INFO,
                    "Min MOS of caller is {0} reported at {1}",
                    statistic(request, "MOS-min", request.fromTag()),
                    statistic(request, "MOS-min-at", request.fromTag()));
        }
        rtpengine.rtpengineManage(request.route());
        send(request);
    }

    private String statistic(IncomingRequest request, String name, Optional<String> tag) {
        OptionalLong value = rtpengine.rtpstat(request.route(), name, tag);
        return value.isPresent() ? String.valueOf(value.getAsLong()) : "unknown";
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
