// OpenSIPS example 1.15, rtpengine_offer with call recording: who calls whom goes to the recorder as hexadecimal digits of JSON.
import dev.patchbay.json.JsonWriter;
import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.proxy.route.IncomingReply;
import dev.patchbay.proxy.route.IncomingRequest;
import dev.patchbay.proxy.route.RoutingScript;
import dev.patchbay.proxy.route.ScriptSettings;
import dev.patchbay.sip.rtpengine.OpenSipsRtpengine;
import dev.patchbay.sip.rtpengine.OpenSipsSettings;
import java.util.HexFormat;

public final class Example15CallRecording extends RoutingScript {

    private OpenSipsRtpengine rtpengine;

    @Override
    public void open(ScriptSettings settings) throws Exception {
        rtpengine = settings.openSips(OpenSipsSettings.builder().rtpengineSock(settings.relays()).build());
    }

    @Override
    public void onRequest(IncomingRequest request) {
        if (request.isMethod("INVITE") && request.hasSdp()) {
            NgDict keys = NgDict.builder()
                    .put("callId", request.callId())
                    .put("fromUser", user(request.fromUri()))
                    .put("fromDomain", domain(request.fromUri()))
                    .put("fromTag", request.fromTag().orElse(""))
                    .put("toUser", user(request.toUri()))
                    .put("toDomain", domain(request.toUri()))
                    .build();
            String metadata = HexFormat.of().formatHex(JsonWriter.toBytes(keys));
            rtpengine.rtpengineOffer(request.route(), "record-call=yes metadata=" + metadata);
        } else {
            rtpengine.rtpengineManage(request.route());
        }
        send(request);
    }

    @Override
    public void onReply(IncomingReply reply) {
        rtpengine.rtpengineManage(reply.route());
    }

    private static String user(String uri) {
        return uri.replaceFirst("^sips?:", "").replaceFirst("@.*", "");
    }

    private static String domain(String uri) {
        return uri.replaceFirst("^[^@]*@", "").replaceFirst("[;?].*", "");
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
