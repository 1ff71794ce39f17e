package dev.patchbay.sip.management;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/**
 * JSON-RPC 2.0 over HTTP, for management commands: what {@code opensips-cli} with {@code mi_http} sends, and clients of Kamailio's
 * {@code jsonrpcs}. There are no passwords, as there are none with those servers: listen on loopback or behind something that has them.
 * Web pages are kept out ({@link JsonRpcAccess}). Whoever opens this closes it.
 */
public final class JsonRpcServer implements AutoCloseable {

    /** What JSON-RPC clients send. A page may send none of these across origins unless it was asked for and allowed. */
    private static final List<String> JSON_TYPES = List.of("application/json", "application/json-rpc", "application/jsonrequest");

    private final PostServer http;

    private JsonRpcServer(PostServer http) {
        this.http = http;
    }

    /**
     * OpenSIPS' MI at {@code /mi}, where {@code mi_http} has it.
     *
     * @throws IOException if the address cannot be bound
     */
    public static JsonRpcServer open(InetSocketAddress address, OpenSipsCommands commands) throws IOException {
        return open(address, "/mi", commands.byName(), JsonRpcStyle.OPENSIPS, JsonRpcAccess.NO_BROWSERS);
    }

    /**
     * Kamailio's RPCs at {@code /RPC}, where its documents put them.
     *
     * @throws IOException if the address cannot be bound
     */
    public static JsonRpcServer open(InetSocketAddress address, KamailioCommands commands) throws IOException {
        return open(address, "/RPC", commands.byName(), JsonRpcStyle.KAMAILIO, JsonRpcAccess.NO_BROWSERS);
    }

    /**
     * Any commands at any path: those of this package together with a host's own.
     *
     * @param path begins with a slash
     * @param access which web pages may send commands; {@link JsonRpcAccess#NO_BROWSERS} if none
     * @throws IOException if the address cannot be bound
     */
    public static JsonRpcServer open(
            InetSocketAddress address,
            String path,
            Map<String, ManagementCommand> commands,
            JsonRpcStyle style,
            JsonRpcAccess access)
            throws IOException {
        JsonRpcDispatcher dispatcher = new JsonRpcDispatcher(commands, style);
        return new JsonRpcServer(PostServer.open(address, path, access, JSON_TYPES, body -> {
            JsonRpcReply reply = dispatcher.dispatch(body);
            return new PostServer.Reply(reply.httpStatus(), "application/json", reply.body());
        }));
    }

    /** Where it listens; the port the system chose, if 0 was asked for. */
    public InetSocketAddress address() {
        return http.address();
    }

    /** Requests under way are cut off. */
    @Override
    public void close() {
        http.close();
    }
}
