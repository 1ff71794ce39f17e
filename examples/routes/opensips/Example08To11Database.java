// OpenSIPS examples 1.8 db_url, 1.9 db_table, 1.10 socket_column and 1.11 set_column: the relays are in a database.
import dev.patchbay.proxy.route.FailedRequest;
import dev.patchbay.proxy.route.IncomingReply;
import dev.patchbay.proxy.route.IncomingRequest;
import dev.patchbay.proxy.route.RoutingScript;
import dev.patchbay.proxy.route.ScriptSettings;
import dev.patchbay.sip.database.DatabaseSettings;
import dev.patchbay.sip.database.RelayDatabase;
import dev.patchbay.sip.database.RelayReload;
import dev.patchbay.sip.rtpengine.OpenSipsRtpengine;
import dev.patchbay.sip.rtpengine.OpenSipsSettings;
import java.util.Map;

public final class Example08To11Database extends RoutingScript {

    private OpenSipsRtpengine rtpengine;

    @Override
    public void open(ScriptSettings settings) throws Exception {
        rtpengine = settings.openSips(OpenSipsSettings.builder().build());
        RelayDatabase database = settings.closeWithScript(RelayDatabase.open(DatabaseSettings.openSips(Map.of(
                "db_url", "mysql://opensips:opensipsrw@localhost/opensips",
                "db_table", "rtpengine_new",
                "socket_column", "sock",
                "set_column", "set_new")).orElseThrow()));
        new RelayReload(database, rtpengine.pool()).run();
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
