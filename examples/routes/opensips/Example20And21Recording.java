// OpenSIPS examples 1.20 rtpengine_start_recording and 1.21 rtpengine_stop_recording: by INFO with header Record, as phones send it.
import dev.patchbay.proxy.route.IncomingReply;
import dev.patchbay.proxy.route.IncomingRequest;
import dev.patchbay.proxy.route.RoutingScript;
import dev.patchbay.proxy.route.ScriptSettings;
import dev.patchbay.sip.rtpengine.OpenSipsRtpengine;
import dev.patchbay.sip.rtpengine.OpenSipsSettings;
import java.util.Optional;

public final class Example20And21Recording extends RoutingScript {

    private OpenSipsRtpengine rtpengine;

    @Override
    public void open(ScriptSettings settings) throws Exception {
        rtpengine = settings.openSips(OpenSipsSettings.builder().rtpengineSock(settings.relays()).build());
    }

    @Override
    public void onRequest(IncomingRequest request) {
        Optional<String> record = request.header("Record");
        if (request.isMethod("INFO") && record.isPresent()) {
            boolean isOk = record.get().equals("on")
                    ? rtpengine.rtpengineStartRecording(request.route(), "").isOk()
                    : rtpengine.rtpengineStopRecording(request.route(), "").isOk();
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
