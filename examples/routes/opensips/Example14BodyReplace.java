// OpenSIPS example 1.14, rtpengine_offer with body replace: the script changes the relay's SDP before it puts it into the message.
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.proxy.route.IncomingReply;
import dev.patchbay.proxy.route.IncomingRequest;
import dev.patchbay.proxy.route.RoutingScript;
import dev.patchbay.proxy.route.ScriptSettings;
import dev.patchbay.sip.rtpengine.OpenSipsRtpengine;
import dev.patchbay.sip.rtpengine.OpenSipsSettings;
import dev.patchbay.sip.rtpengine.SdpParameters;
import java.lang.System.Logger.Level;
import java.lang.System.Logger;

public final class Example14BodyReplace extends RoutingScript {

    private static final Logger LOG = System.getLogger("route");

    private OpenSipsRtpengine rtpengine;

    @Override
    public void open(ScriptSettings settings) throws Exception {
        rtpengine = settings.openSips(OpenSipsSettings.builder().rtpengineSock(settings.relays()).build());
    }

    @Override
    public void onRequest(IncomingRequest request) {
        if (request.isMethod("INVITE") && request.hasSdp()) {
            SdpParameters parameters = SdpParameters.none()
                    .sockVar(socket -> request.variables().set("$var(socket)", socket))
                    .sdpVar(sdp -> request.variables().set("$var(body)", sdp))
                    .body(request.bodyText());
            if (rtpengine.rtpengineOffer(request.route(), "", parameters).isOk()) {
                LOG.log(Level.INFO, "Used rtpengine {0}", request.variables().get("$var(socket)").orElseThrow());
                String sdp = request.variables().get("$var(body)").orElseThrow() + "a=X-seen-by:script\r\n";
                request.route().message().replaceBody(sdp.getBytes(UTF_8));
            }
        } else {
            rtpengine.rtpengineManage(request.route());
        }
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
