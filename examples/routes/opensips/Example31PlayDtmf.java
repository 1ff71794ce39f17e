// OpenSIPS example 1.31, rtpengine_play_dtmf: a key that comes by INFO goes on as telephone-event.
import dev.patchbay.proxy.route.IncomingReply;
import dev.patchbay.proxy.route.IncomingRequest;
import dev.patchbay.proxy.route.RoutingScript;
import dev.patchbay.proxy.route.ScriptSettings;
import dev.patchbay.sip.rtpengine.OpenSipsRtpengine;
import dev.patchbay.sip.rtpengine.OpenSipsSettings;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public final class Example31PlayDtmf extends RoutingScript {

    private static final Pattern SIGNAL = Pattern.compile("Signal\\s*=\\s*([0-9*#A-D])");

    private OpenSipsRtpengine rtpengine;

    @Override
    public void open(ScriptSettings settings) throws Exception {
        rtpengine = settings.openSips(OpenSipsSettings.builder().rtpengineSock(settings.relays()).build());
    }

    @Override
    public void onRequest(IncomingRequest request) {
        Matcher signal = SIGNAL.matcher(request.bodyText());
        if (request.isMethod("INFO") && signal.find()) {
            boolean isOk = rtpengine.rtpenginePlayDtmf(request.route(), signal.group(1), "").isOk();
            request.reply(isOk ? 200 : 500);
            return;
        }
        rtpengine.rtpengineManage(request.route(), "inject-DTMF");
        send(request);
    }

    @Override
    public void onReply(IncomingReply reply) {
        rtpengine.rtpengineManage(reply.route(), "inject-DTMF");
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
