package dev.patchbay.sip.management;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.sip.client.RelayPool;
import dev.patchbay.sip.database.DatabaseException;
import dev.patchbay.sip.database.RelayReload;
import dev.patchbay.sip.node.RelayNode;
import dev.patchbay.sip.node.RelaySet;
import dev.patchbay.sip.node.WeightedNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The MI commands of OpenSIPS' rtpengine module: {@code rtpengine_show}, {@code rtpengine_enable}, {@code rtpengine_reload},
 * {@code teardown}. Newer releases write {@code rtpengine:show}; both are taken.
 */
public final class OpenSipsCommands {

    /** {@code recheck_ticks} of a relay that is switched off: never. */
    private static final long NEVER = 0xffff_ffffL;

    private static final String OK = "OK";

    private final RelayOperator relays;
    private final Optional<RelayReload> reload;
    private final Optional<DialogTerminator> dialogs;

    /**
     * @param reload empty when the relays are in no database
     * @param dialogs empty when the server keeps no dialogs
     */
    public OpenSipsCommands(RelayPool pool, Optional<RelayReload> reload, Optional<DialogTerminator> dialogs) {
        this.relays = new RelayOperator(pool);
        this.reload = reload;
        this.dialogs = dialogs;
    }

    /** For a {@link JsonRpcServer}, or to be put together with others. */
    public Map<String, ManagementCommand> byName() {
        Map<String, ManagementCommand> commands = new TreeMap<>();
        for (String prefix : List.of("rtpengine_", "rtpengine:")) {
            commands.put(prefix + "show", this::show);
            commands.put(prefix + "enable", this::enable);
            commands.put(prefix + "reload", this::reload);
        }
        commands.put("teardown", this::teardown);
        commands.put("rtpengine:teardown", this::teardown);
        return commands;
    }

    private void show(CommandArguments arguments, JsonWriter result) throws CommandFault {
        arguments.require();
        result.beginArray();
        for (RelaySet set : relays.sets()) {
            result.beginObject().name("Set").value(set.id()).name("Nodes").beginArray();
            for (WeightedNode member : set.members()) {
                RelayNode node = member.node();
                result.beginObject()
                        .name("url").value(node.url().text())
                        .name("index").value(node.index())
                        .name("disabled").value(node.isEnabled() ? 0 : 1)
                        .name("weight").value(member.weight())
                        .name("recheck_ticks")
                        .value(node.status().isPermanentlyDisabled() ? NEVER : relays.recheckSeconds(node))
                        .endObject();
            }
            result.endArray().endObject();
        }
        result.endArray();
    }

    private void enable(CommandArguments arguments, JsonWriter result) throws CommandFault {
        arguments.require("url", "enable");
        String url = arguments.text(0, "url").orElseThrow(CommandFault::invalidParams);
        OptionalLong enable = arguments.number(1, "enable");
        if (enable.isEmpty()) {
            throw CommandFault.invalidParams();
        }
        if (url.isEmpty()) {
            throw new CommandFault(400, "Empty url");
        }
        List<WeightedNode> members = relays.members(url);
        if (members.isEmpty()) {
            throw new CommandFault(404, "RTP engine not found");
        }
        for (WeightedNode member : members) {
            if (enable.getAsLong() == 0) {
                member.node().disablePermanently(RelayOperator.SWITCHED_OFF);
            } else {
                member.node().enable(RelayOperator.SWITCHED_ON);
            }
        }
        result.value(OK);
    }

    private void reload(CommandArguments arguments, JsonWriter result) throws CommandFault {
        arguments.require();
        RelayReload source = reload.orElseThrow(() -> new CommandFault(400, "Dynamic loading not enabled"));
        try {
            source.run();
        } catch (DatabaseException e) {
            throw new CommandFault(500, "Failed to reload: " + e.getMessage());
        }
        result.value(OK);
    }

    private void teardown(CommandArguments arguments, JsonWriter result) throws CommandFault {
        arguments.require("callid");
        String callId = arguments.text(0, "callid").orElseThrow(CommandFault::invalidParams);
        DialogTerminator terminator = dialogs.orElseThrow(() -> new CommandFault(500, "Dialog module not loaded"));
        if (callId.isEmpty()) {
            throw new CommandFault(400, "Empty callid");
        }
        if (!terminator.terminate(callId)) {
            throw new CommandFault(500, "Failed to terminate dialog");
        }
        result.value(OK);
    }
}
