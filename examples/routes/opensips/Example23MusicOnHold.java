// OpenSIPS example 1.23: music on hold by rtpengine_play_media, for the one who is put on hold.
import dev.patchbay.proxy.route.IncomingReply;
import dev.patchbay.proxy.route.IncomingRequest;
import dev.patchbay.proxy.route.RoutingScript;
import dev.patchbay.proxy.route.ScriptSettings;
import dev.patchbay.sip.rtpengine.OpenSipsRtpengine;
import dev.patchbay.sip.rtpengine.OpenSipsSettings;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

public final class Example23MusicOnHold extends RoutingScript {

    private static final Pattern HOLD = Pattern.compile("a=(?:sendonly|inactive)\\s|c=IN IP4 0\\.0\\.0\\.0\\s");

    /** Calls on hold: what $dlg_val(on_hold) says there. */
    private final Set<String> onHold = ConcurrentHashMap.newKeySet();

    private OpenSipsRtpengine rtpengine;

    @Override
    public void open(ScriptSettings settings) throws Exception {
        rtpengine = settings.openSips(OpenSipsSettings.builder().rtpengineSock(settings.relays()).build());
    }

    @Override
    public void onRequest(IncomingRequest request) {
        rtpengine.rtpengineManage(request.route());
        if (request.isMethod("INVITE") && request.isInDialog()) {
            String heldTag = request.toTag().orElseThrow();
            if (HOLD.matcher(request.bodyText()).find()) {
                onHold.add(request.callId());
                rtpengine.rtpenginePlayMedia(request.route(), "from-tag=" + heldTag + " file=/path/to/moh_file.wav");
            } else if (onHold.remove(request.callId())) {
                rtpengine.rtpengineStopMedia(request.route(), "from-tag=" + heldTag);
            }
        } else if (request.isMethod("BYE")) {
            onHold.remove(request.callId());
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
