// Kamailio, function API: those functions that no other example uses. A phone asks for one by INFO with header X-Media.
import dev.patchbay.proxy.route.IncomingReply;
import dev.patchbay.proxy.route.IncomingRequest;
import dev.patchbay.proxy.route.RoutingScript;
import dev.patchbay.proxy.route.ScriptSettings;
import dev.patchbay.sip.rtpengine.FunctionResult;
import dev.patchbay.sip.rtpengine.KamailioRtpengine;
import dev.patchbay.sip.rtpengine.KamailioSettings;
import java.util.Optional;

public final class MediaFunctions extends RoutingScript {

    private KamailioRtpengine rtpengine;

    @Override
    public void open(ScriptSettings settings) throws Exception {
        rtpengine = settings.kamailio(KamailioSettings.builder()
                .rtpengineSock(settings.relays())
                .modparam("media_duration", "$avp(media_duration)")
                .build());
    }

    @Override
    public void onRequest(IncomingRequest request) {
        Optional<String> wanted = request.header("X-Media");
        if (request.isMethod("INFO") && wanted.isPresent()) {
            request.reply(call(wanted.get(), request).isOk() ? 200 : 500);
            return;
        }
        rtpengine.rtpengineManage(request.route());
        send(request);
    }

    private FunctionResult call(String name, IncomingRequest request) {
        return switch (name) {
            case "start_recording" -> rtpengine.startRecording(request.route(), "");
            case "stop_recording" -> rtpengine.stopRecording(request.route(), "");
            case "block_dtmf" -> rtpengine.blockDtmf(request.route(), "");
            case "unblock_dtmf" -> rtpengine.unblockDtmf(request.route(), "");
            case "block_media" -> rtpengine.blockMedia(request.route(), "");
            case "unblock_media" -> rtpengine.unblockMedia(request.route(), "");
            case "play_media" -> rtpengine.playMedia(request.route(), "file=/path/to/file.wav");
            case "stop_media" -> rtpengine.stopMedia(request.route(), "");
            default -> rtpengine.rtpengineQuery(request.route());
        };
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
