// Kamailio, example usage in route blocks: the request route, onreply_route[MANAGE_REPLY] and route[BYE].
// The caller asks for a recording by header X-Record.
import dev.patchbay.proxy.route.IncomingReply;
import dev.patchbay.proxy.route.IncomingRequest;
import dev.patchbay.proxy.route.RoutingScript;
import dev.patchbay.proxy.route.ScriptSettings;
import dev.patchbay.sip.rtpengine.KamailioRtpengine;
import dev.patchbay.sip.rtpengine.KamailioSettings;
import java.util.Optional;

public final class RouteBlocks extends RoutingScript {

    private KamailioRtpengine rtpengine;

    @Override
    public void open(ScriptSettings settings) throws Exception {
        rtpengine = settings.kamailio(KamailioSettings.builder()
                .rtpengineSock("1 == " + settings.relays())
                // The reply route and the BYE choose no set.
                .modparam("setid_default", "1")
                .build());
    }

    @Override
    public void onRequest(IncomingRequest request) {
        if (request.isMethod("INVITE") && request.hasSdp()) {
            request.variables().set("$avp(record_call)", request.header("X-Record").isPresent() ? "1" : "0");
            rtpengine.setRtpengineSet(request.route(), 1);
            if (!rtpengine.rtpengineOffer(request.route(), "ICE=force codec-transcode=PCMU").isOk()) {
                request.reply(500, "RTPEngine offer failed");
                return;
            }
            if (request.header("Record-Route").isPresent()) {
                rtpengine.rtpengineOffer(request.route(), "force-asymmetric");
            }
            request.armReply(this::onManageReply);
        }
        if (request.isMethod("BYE")) {
            rtpengine.rtpengineDelete(request.route());
        }
        send(request);
    }

    private void onManageReply(IncomingReply reply) {
        if (reply.hasSdp()) {
            rtpengine.rtpengineAnswer(reply.route());
            if (reply.variables().get("$avp(record_call)").equals(Optional.of("1"))) {
                rtpengine.startRecording(reply.route(), "");
            }
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
