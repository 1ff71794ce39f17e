// OpenSIPS example 1.5, parameter notification_sock, with event E_RTPENGINE_NOTIFICATION: the last key pressed goes into the BYE.
import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.proxy.route.FailedRequest;
import dev.patchbay.proxy.route.IncomingReply;
import dev.patchbay.proxy.route.IncomingRequest;
import dev.patchbay.proxy.route.RoutingScript;
import dev.patchbay.proxy.route.ScriptSettings;
import dev.patchbay.sip.event.ListenAddress;
import dev.patchbay.sip.event.OpenSipsEvent;
import dev.patchbay.sip.event.OpenSipsEvents;
import dev.patchbay.sip.rtpengine.OpenSipsRtpengine;
import dev.patchbay.sip.rtpengine.OpenSipsSettings;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

public final class Example05NotificationSock extends RoutingScript {

    private final Map<String, String> lastKeys = new ConcurrentHashMap<>();
    private OpenSipsRtpengine rtpengine;

    @Override
    public void open(ScriptSettings settings) throws Exception {
        rtpengine = settings.openSips(OpenSipsSettings.builder().rtpengineSock(settings.relays()).build());
        InetSocketAddress notificationSock = ListenAddress.parse("notification_sock", "127.0.0.1:9999");
        settings.closeWithScript(OpenSipsEvents.open(Optional.of(notificationSock), rtpengine.pool(), this::onRtpengineEvent));
    }

    private void onRtpengineEvent(OpenSipsEvent event) {
        NgDict parameters = event.parameters();
        if (event.name().equals(OpenSipsEvent.NOTIFICATION) && parameters.string("type").equals(Optional.of("DTMF"))) {
            String key = String.valueOf(parameters.integer("event").orElse(-1));
            // Only of calls that are there: anybody may send notifications.
            parameters.string("callid").ifPresent(callId -> lastKeys.computeIfPresent(callId, (id, before) -> key));
        }
    }

    @Override
    public void onRequest(IncomingRequest request) {
        rtpengine.rtpengineManage(request.route());
        if (request.isMethod("INVITE")) {
            lastKeys.putIfAbsent(request.callId(), "none");
        } else if (request.isMethod("BYE") || request.isMethod("CANCEL")) {
            String key = lastKeys.remove(request.callId());
            if (key != null && request.isMethod("BYE")) {
                request.setHeader("X-Last-Key", key);
            }
        }
        send(request);
    }

    @Override
    public void onReply(IncomingReply reply) {
        rtpengine.rtpengineManage(reply.route());
    }

    @Override
    public void onFailure(FailedRequest failed) {
        rtpengine.rtpengineManage(failed.route());
        lastKeys.remove(failed.callId());
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
