// OpenSIPS examples 1.22 and 1.24: a ringback tone by rtpengine_play_media until the callee answers, then rtpengine_stop_media.
import dev.patchbay.proxy.route.IncomingReply;
import dev.patchbay.proxy.route.IncomingRequest;
import dev.patchbay.proxy.route.RoutingScript;
import dev.patchbay.proxy.route.ScriptSettings;
import dev.patchbay.sip.rtpengine.OpenSipsRtpengine;
import dev.patchbay.sip.rtpengine.OpenSipsSettings;

public final class Example22And24RingbackTone extends RoutingScript {

    private OpenSipsRtpengine rtpengine;

    @Override
    public void open(ScriptSettings settings) throws Exception {
        rtpengine = settings.openSips(OpenSipsSettings.builder().rtpengineSock(settings.relays()).build());
    }

    @Override
    public void onRequest(IncomingRequest request) {
        rtpengine.rtpengineManage(request.route());
        if (request.isMethod("INVITE") && !request.isInDialog()) {
            rtpengine.rtpenginePlayMedia(request.route(), "file=/path/to/ringback_tone_file.wav");
        }
        send(request);
    }

    @Override
    public void onReply(IncomingReply reply) {
        rtpengine.rtpengineManage(reply.route());
        if (reply.isMethod("INVITE") && reply.status() == 200) {
            rtpengine.rtpengineStopMedia(reply.route(), "");
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
