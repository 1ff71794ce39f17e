// OpenSIPS examples 1.25 rtpengine_block_media and 1.26 rtpengine_unblock_media: a phone asks for it by INFO with header X-Mute.
import dev.patchbay.proxy.route.IncomingReply;
import dev.patchbay.proxy.route.IncomingRequest;
import dev.patchbay.proxy.route.RoutingScript;
import dev.patchbay.proxy.route.ScriptSettings;
import dev.patchbay.sip.rtpengine.OpenSipsRtpengine;
import dev.patchbay.sip.rtpengine.OpenSipsSettings;
import java.util.Optional;

public final class Example25And26BlockMedia extends RoutingScript {

    private OpenSipsRtpengine rtpengine;

    @Override
    public void open(ScriptSettings settings) throws Exception {
        rtpengine = settings.openSips(OpenSipsSettings.builder().rtpengineSock(settings.relays()).build());
    }

    @Override
    public void onRequest(IncomingRequest request) {
        Optional<String> mute = request.header("X-Mute");
        if (request.isMethod("INFO") && mute.isPresent()) {
            boolean isOk = mute.get().equals("on")
                    ? rtpengine.rtpengineBlockMedia(request.route(), "").isOk()
                    : rtpengine.rtpengineUnblockMedia(request.route(), "").isOk();
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
