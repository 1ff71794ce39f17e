// OpenSIPS examples 1.13 rtpengine_offer and 1.17 rtpengine_answer: the offer is in the INVITE, or else in the 200 and the answer in the
// ACK.
import dev.patchbay.proxy.route.IncomingReply;
import dev.patchbay.proxy.route.IncomingRequest;
import dev.patchbay.proxy.route.RoutingScript;
import dev.patchbay.proxy.route.ScriptSettings;
import dev.patchbay.sip.rtpengine.OpenSipsRtpengine;
import dev.patchbay.sip.rtpengine.OpenSipsSettings;

public final class Example13RtpengineOffer extends RoutingScript {

    private OpenSipsRtpengine rtpengine;

    @Override
    public void open(ScriptSettings settings) throws Exception {
        rtpengine = settings.openSips(OpenSipsSettings.builder().rtpengineSock(settings.relays()).build());
    }

    @Override
    public void onRequest(IncomingRequest request) {
        if (request.isMethod("INVITE")) {
            if (request.hasSdp()) {
                if (rtpengine.rtpengineOffer(request.route()).isOk()) {
                    request.armReply(this::onReplyWithAnswer);
                }
            } else {
                request.armReply(this::onReplyWithOffer);
            }
        }
        if (request.isMethod("ACK") && request.hasSdp()) {
            rtpengine.rtpengineAnswer(request.route());
        }
        send(request);
    }

    private void onReplyWithAnswer(IncomingReply reply) {
        if (reply.hasSdp()) {
            rtpengine.rtpengineAnswer(reply.route());
        }
    }

    private void onReplyWithOffer(IncomingReply reply) {
        if (reply.hasSdp()) {
            rtpengine.rtpengineOffer(reply.route());
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
