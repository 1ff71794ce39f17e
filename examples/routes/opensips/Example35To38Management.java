// OpenSIPS examples 1.35 rtpengine_enable, 1.36 rtpengine_show, 1.37 rtpengine_reload and 1.38 teardown: management commands over HTTP, for
// opensips-cli with communication_type http and url http://127.0.0.1:8888/mi, or for curl.
import dev.patchbay.proxy.route.FailedRequest;
import dev.patchbay.proxy.route.IncomingReply;
import dev.patchbay.proxy.route.IncomingRequest;
import dev.patchbay.proxy.route.RoutingScript;
import dev.patchbay.proxy.route.ScriptSettings;
import dev.patchbay.sip.database.DatabaseSettings;
import dev.patchbay.sip.database.RelayDatabase;
import dev.patchbay.sip.database.RelayReload;
import dev.patchbay.sip.management.JsonRpcServer;
import dev.patchbay.sip.management.OpenSipsCommands;
import dev.patchbay.sip.rtpengine.OpenSipsRtpengine;
import dev.patchbay.sip.rtpengine.OpenSipsSettings;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

public final class Example35To38Management extends RoutingScript {

    private OpenSipsRtpengine rtpengine;

    @Override
    public void open(ScriptSettings settings) throws Exception {
        rtpengine = settings.openSips(OpenSipsSettings.builder().build());
        RelayDatabase database = settings.closeWithScript(RelayDatabase.open(DatabaseSettings.openSips(Map.of(
                "db_url", "mysql://opensips:opensipsrw@localhost/opensips")).orElseThrow()));
        RelayReload reload = new RelayReload(database, rtpengine.pool());
        reload.run();
        OpenSipsCommands commands = new OpenSipsCommands(rtpengine.pool(), Optional.of(reload), Optional.of(settings.dialogs()));
        settings.closeWithScript(JsonRpcServer.open(new InetSocketAddress("127.0.0.1", 8888), commands));
    }

    @Override
    public void onRequest(IncomingRequest request) {
        // Only a dialog that is tracked can be torn down.
        if (request.isMethod("INVITE") && !request.isInDialog()) {
            request.trackDialog();
        }
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
