// OpenSIPS example 1.34, $rtpquery: all the relay knows of the call, as JSON.
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonReader;
import dev.patchbay.json.JsonWriter;
import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.proxy.route.IncomingReply;
import dev.patchbay.proxy.route.IncomingRequest;
import dev.patchbay.proxy.route.RoutingScript;
import dev.patchbay.proxy.route.ScriptSettings;
import dev.patchbay.sip.rtpengine.OpenSipsRtpengine;
import dev.patchbay.sip.rtpengine.OpenSipsSettings;
import java.lang.System.Logger.Level;
import java.lang.System.Logger;
import java.util.Optional;

public final class Example34Rtpquery extends RoutingScript {

    private static final Logger LOG = System.getLogger("route");

    private OpenSipsRtpengine rtpengine;

    @Override
    public void open(ScriptSettings settings) throws Exception {
        rtpengine = settings.openSips(OpenSipsSettings.builder().rtpengineSock(settings.relays()).build());
    }

    @Override
    public void onRequest(IncomingRequest request) throws Exception {
        Optional<String> reply = request.isMethod("BYE") ? rtpengine.rtpquery(request.route()) : Optional.empty();
        if (reply.isPresent()) {
            Optional<NgDict> totals = JsonReader.readDict(reply.get().getBytes(UTF_8)).dict("totals");
            LOG.log(Level.INFO, "Total RTP Stats: {0}", totals.map(t -> new String(JsonWriter.toBytes(t), UTF_8)).orElse("none"));
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
