// OpenSIPS examples 1.27 rtpengine_block_dtmf and 1.28 rtpengine_unblock_dtmf: a phone asks for it by INFO with header X-Secret-Keys.
import dev.patchbay.proxy.route.IncomingReply;
import dev.patchbay.proxy.route.IncomingRequest;
import dev.patchbay.proxy.route.RoutingScript;
import dev.patchbay.proxy.route.ScriptSettings;
import dev.patchbay.sip.rtpengine.OpenSipsRtpengine;
import dev.patchbay.sip.rtpengine.OpenSipsSettings;
import java.util.Optional;

public final class Example27And28BlockDtmf extends RoutingScript {

    private OpenSipsRtpengine rtpengine;

    @Override
    public void open(ScriptSettings settings) throws Exception {
        rtpengine = settings.openSips(OpenSipsSettings.builder().rtpengineSock(settings.relays()).build());
    }

    @Override
    public void onRequest(IncomingRequest request) {
        Optional<String> secretKeys = request.header("X-Secret-Keys");
        if (request.isMethod("INFO") && secretKeys.isPresent()) {
            boolean isOk = secretKeys.get().equals("on")
                    ? rtpengine.rtpengineBlockDtmf(request.route(), "").isOk()
                    : rtpengine.rtpengineUnblockDtmf(request.route(), "").isOk();
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
