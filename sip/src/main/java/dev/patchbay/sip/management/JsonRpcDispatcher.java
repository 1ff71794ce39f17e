package dev.patchbay.sip.management;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonReader;
import dev.patchbay.json.JsonSyntaxException;
import dev.patchbay.json.JsonWriter;
import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.NgValue;
import dev.patchbay.ngvalue.OctetBuffer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;

/**
 * One JSON-RPC 2.0 request to its reply. A request is one object: neither server has batches. Any thread.
 *
 * @see <a href="https://www.jsonrpc.org/specification">JSON-RPC 2.0</a>
 */
final class JsonRpcDispatcher {

    private static final Logger LOG = System.getLogger("sip.management");

    private static final int PARSE_ERROR = -32700;
    private static final int INVALID_REQUEST = -32600;
    private static final int INTERNAL_ERROR = -32603;

    private final Map<String, ManagementCommand> commands;
    private final JsonRpcStyle style;

    JsonRpcDispatcher(Map<String, ManagementCommand> commands, JsonRpcStyle style) {
        this.commands = Map.copyOf(commands);
        this.style = style;
    }

    JsonRpcReply dispatch(byte[] body) {
        NgDict request;
        try {
            request = JsonReader.readDict(body);
        } catch (JsonSyntaxException e) {
            // The text that the specification has for this, and where the document goes wrong.
            return new JsonRpcReply(
                    style == JsonRpcStyle.KAMAILIO ? 400 : 200, error(Optional.empty(), PARSE_ERROR, "Parse error: " + e.getMessage()));
        }
        Optional<NgValue> id = request.get("id").filter(value -> !(value instanceof NgDict));
        if (id.isEmpty() && !style.answersNotifications() && request.string("method").isPresent()) {
            execute(request, id);
            return new JsonRpcReply(204, "");
        }
        return execute(request, id);
    }

    private JsonRpcReply execute(NgDict request, Optional<NgValue> id) {
        try {
            String method = request.string("method")
                    .orElseThrow(() -> new CommandFault(INVALID_REQUEST, "Invalid Request: no method"));
            ManagementCommand command = commands.get(method);
            if (command == null) {
                throw style.unknownMethod();
            }
            Optional<NgValue> params = request.get("params");
            CommandArguments arguments = params.isEmpty()
                    ? CommandArguments.none()
                    : CommandArguments.of(params.get()).orElseThrow(CommandFault::invalidParams);
            OctetBuffer target = new OctetBuffer();
            JsonWriter reply = new JsonWriter(target).beginObject().name("jsonrpc").value("2.0").name("result");
            command.run(arguments, reply);
            writeId(reply, id);
            reply.endObject();
            return new JsonRpcReply(200, new String(target.toByteArray(), UTF_8));
        } catch (CommandFault fault) {
            return new JsonRpcReply(style.httpStatus(fault.code()), error(id, fault.code(), String.valueOf(fault.getMessage())));
        } catch (RuntimeException e) {
            // A defect of ours or of the host's DialogTerminator; the operator gets an answer all the same.
            LOG.log(Level.ERROR, "a management command failed: " + request.string("method").orElse(""), e);
            return new JsonRpcReply(style.httpStatus(INTERNAL_ERROR), error(id, INTERNAL_ERROR, "Internal error"));
        }
    }

    private static String error(Optional<NgValue> id, int code, String message) {
        OctetBuffer target = new OctetBuffer();
        JsonWriter reply = new JsonWriter(target).beginObject().name("jsonrpc").value("2.0").name("error");
        reply.beginObject().name("code").value(code).name("message").value(message).endObject();
        if (id.isPresent()) {
            writeId(reply, id);
        } else {
            reply.name("id").literal("null");
        }
        reply.endObject();
        return new String(target.toByteArray(), UTF_8);
    }

    private static void writeId(JsonWriter reply, Optional<NgValue> id) {
        id.ifPresent(value -> reply.name("id").value(value));
    }
}
