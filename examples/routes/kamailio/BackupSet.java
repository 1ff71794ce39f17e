// Kamailio, sets and load balancing: the request route uses the relays of set 1; when nobody answers there, the failure route tries
// another destination with those of set 2. Failure routes choose sets by setid_avp.
import dev.patchbay.proxy.route.FailedRequest;
import dev.patchbay.proxy.route.IncomingReply;
import dev.patchbay.proxy.route.IncomingRequest;
import dev.patchbay.proxy.route.RoutingScript;
import dev.patchbay.proxy.route.ScriptSettings;
import dev.patchbay.sip.rtpengine.KamailioRtpengine;
import dev.patchbay.sip.rtpengine.KamailioSettings;
import java.util.Optional;

public final class BackupSet extends RoutingScript {

    private KamailioRtpengine rtpengine;

    @Override
    public void open(ScriptSettings settings) throws Exception {
        rtpengine = settings.kamailio(KamailioSettings.builder()
                .rtpengineSock("1 == udp:10.0.0.1:22222")
                .rtpengineSock("2 == udp:10.0.0.3:22222")
                .modparam("setid_avp", "$avp(setid)")
                .build());
    }

    @Override
    public void onRequest(IncomingRequest request) {
        request.variables().set("$avp(setid)", "1");
        if (request.isMethod("INVITE")) {
            request.armFailure(this::tryBackup);
        }
        rtpengine.rtpengineManage(request.route());
        send(request);
    }

    private void tryBackup(FailedRequest failed) {
        rtpengine.rtpengineDelete(failed.route());
        Optional<String> backup = failed.header("X-Backup");
        if (backup.isPresent() && !failed.isCancelled()) {
            failed.variables().set("$avp(setid)", "2");
            rtpengine.rtpengineOffer(failed.route());
            failed.fork(backup.get());
        }
    }

    @Override
    public void onReply(IncomingReply reply) {
        // What has failed is deleted in the failure route, which may go on with another relay.
        if (reply.status() < 300) {
            rtpengine.rtpengineManage(reply.route());
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
