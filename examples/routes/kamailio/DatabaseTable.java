// Kamailio, database integration: the relays are in a table with set, URL, weight and state.
import dev.patchbay.proxy.route.FailedRequest;
import dev.patchbay.proxy.route.IncomingReply;
import dev.patchbay.proxy.route.IncomingRequest;
import dev.patchbay.proxy.route.RoutingScript;
import dev.patchbay.proxy.route.ScriptSettings;
import dev.patchbay.sip.database.DatabaseSettings;
import dev.patchbay.sip.database.RelayDatabase;
import dev.patchbay.sip.database.RelayReload;
import dev.patchbay.sip.rtpengine.KamailioRtpengine;
import dev.patchbay.sip.rtpengine.KamailioSettings;
import java.util.Map;

public final class DatabaseTable extends RoutingScript {

    private KamailioRtpengine rtpengine;

    @Override
    public void open(ScriptSettings settings) throws Exception {
        rtpengine = settings.kamailio(KamailioSettings.builder().build());
        RelayDatabase database = settings.closeWithScript(RelayDatabase.open(DatabaseSettings.kamailio(Map.of(
                "db_url", "mysql://kamailio:kamailiorw@localhost/kamailio",
                "table_name", "rtpengine",
                "setid_col", "setid",
                "url_col", "url",
                "weight_col", "weight",
                "disabled_col", "disabled")).orElseThrow()));
        new RelayReload(database, rtpengine.pool()).run();
        rtpengine.pool().pingAll();
    }

    @Override
    public void onRequest(IncomingRequest request) {
        rtpengine.rtpengineManage(request.route());
        send(request);
    }

    @Override
    public void onReply(IncomingReply reply) {
        rtpengine.rtpengineManage(reply.route());
    }

    @Override
    public void onFailure(FailedRequest failed) {
        rtpengine.rtpengineManage(failed.route());
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
