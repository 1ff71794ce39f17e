package dev.patchbay.sip.management;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.sip.client.RelayPool;
import dev.patchbay.sip.database.DatabaseException;
import dev.patchbay.sip.database.LoadedRelays;
import dev.patchbay.sip.database.RelayReload;
import dev.patchbay.sip.node.RelayNode;
import dev.patchbay.sip.node.WeightedNode;
import dev.patchbay.sip.rtpengine.KamailioRtpengine;
import dev.patchbay.sip.select.CallTable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * The RPCs of Kamailio's rtpengine module: {@code rtpengine.show}, {@code .enable}, {@code .ping}, {@code .reload},
 * {@code .get_hash_total}. Replies are those that Kamailio 5.6.3 gave, or as the documents of newer releases have them.
 */
public final class KamailioCommands {

    /** A reload sooner after the last one is refused. */
    public static final Duration MIN_RELOAD_INTERVAL = Duration.ofSeconds(10);

    private static final String ALL = "all";

    private final RelayOperator relays;
    private final CallTable calls;
    private final Optional<RelayReload> reload;
    private final KamailioRelease release;
    private final Object reloading = new Object();
    private OptionalLong lastReloadNs = OptionalLong.empty(); // guarded by reloading

    /** @param reload empty when the relays are in no database */
    public KamailioCommands(KamailioRtpengine rtpengine, Optional<RelayReload> reload, KamailioRelease release) {
        this(rtpengine.pool(), rtpengine.selection().calls(), reload, release);
    }

    KamailioCommands(RelayPool pool, CallTable calls, Optional<RelayReload> reload, KamailioRelease release) {
        this.relays = new RelayOperator(pool);
        this.calls = calls;
        this.reload = reload;
        this.release = release;
    }

    /** For a {@link JsonRpcServer}, or to be put together with others. */
    public Map<String, ManagementCommand> byName() {
        Map<String, ManagementCommand> commands = new TreeMap<>();
        commands.put("rtpengine.show", this::show);
        commands.put("rtpengine.enable", this::enable);
        commands.put("rtpengine.ping", this::ping);
        commands.put("rtpengine.reload", this::reload);
        commands.put("rtpengine.get_hash_total", (_, result) -> result.value(calls.size()));
        return commands;
    }

    private void show(CommandArguments arguments, JsonWriter result) throws CommandFault {
        List<WeightedNode> members = wanted(url(arguments));
        result.beginArray();
        for (WeightedNode member : members) {
            RelayNode node = member.node();
            result.beginObject()
                    .name("url").value(node.url().text())
                    .name("set").value(node.setId())
                    .name("index").value(node.index())
                    .name("weight").value(member.weight());
            writeState(node, result);
            result.endObject();
        }
        result.endArray();
    }

    private void writeState(RelayNode node, JsonWriter result) {
        boolean isOff = node.status().isPermanentlyDisabled();
        switch (release) {
            case V5_6 -> {
                result.name("disabled");
                if (isOff) {
                    result.value("1(permanent)").name("recheck_ticks").value("N/A");
                } else {
                    result.value(node.isEnabled() ? 0 : 1).name("recheck_ticks").value(relays.recheckSeconds(node));
                }
            }
            case V6_0 -> result.name("disabled").value(isOff)
                    .name("active").value(node.isEnabled())
                    .name("recheck_ticks").value(isOff ? -1 : relays.recheckSeconds(node));
        }
    }

    private void enable(CommandArguments arguments, JsonWriter result) throws CommandFault {
        String url = url(arguments);
        if (arguments.count() < 2) {
            throw notEnough();
        }
        // Kamailio reads any word as 0, and switches off.
        OptionalLong flag = arguments.number(1, "flag");
        if (flag.isEmpty()) {
            throw new CommandFault(400, "The second parameter is 0 to disable or 1 to enable");
        }
        List<WeightedNode> members = wanted(url);
        if (flag.getAsLong() == 0) {
            members.forEach(member -> member.node().disablePermanently(RelayOperator.SWITCHED_OFF));
            writeStatus(url, "disable", result);
        } else {
            boolean isThere = ask(members, true);
            writeStatus(url, isThere ? "enable" : "fail", result);
        }
    }

    private void ping(CommandArguments arguments, JsonWriter result) throws CommandFault {
        String url = url(arguments);
        boolean isThere = ask(wanted(url), false);
        writeStatus(url, isThere ? "success" : "fail", result);
    }

    /**
     * Pings all at once and waits for all.
     *
     * @param isSwitchedOn whether those that answer are put in use even if they were switched off
     * @return whether every one answered
     */
    private boolean ask(List<WeightedNode> members, boolean isSwitchedOn) {
        List<CompletableFuture<Boolean>> answers = members.stream()
                .map(WeightedNode::node)
                .map(node -> isSwitchedOn ? switchOn(node) : relays.pool().watch().test(node))
                .toList();
        return answers.stream().map(CompletableFuture::join).reduce(true, Boolean::logicalAnd);
    }

    private CompletableFuture<Boolean> switchOn(RelayNode node) {
        return relays.pool().client().ping(node).thenApply(isThere -> {
            if (isThere) {
                node.enable(RelayOperator.SWITCHED_ON);
            } else {
                node.disableFor(
                        relays.pool().client().options().recheckAfter(), "did not answer when it was to be enabled");
            }
            return isThere;
        });
    }

    private void reload(CommandArguments arguments, JsonWriter result) throws CommandFault {
        RelayReload source = reload.orElseThrow(() -> new CommandFault(500, "No Database URL"));
        LoadedRelays loaded;
        synchronized (reloading) {
            long nowNs = relays.pool().sets().clock().nanoTime();
            if (lastReloadNs.isPresent() && nowNs - lastReloadNs.getAsLong() < MIN_RELOAD_INTERVAL.toNanos()) {
                throw new CommandFault(500, "Too short reload interval - try later");
            }
            lastReloadNs = OptionalLong.of(nowNs);
        }
        try {
            loaded = source.run();
        } catch (DatabaseException e) {
            throw new CommandFault(500, "Failed to reload the table: " + e.getMessage());
        }
        result.value("Ok. Reload successful."
                + (loaded.faults().isEmpty()
                        ? ""
                        : " Rows left out: " + loaded.faults().size() + ", the first is " + loaded.faults().getFirst()));
    }

    private static String url(CommandArguments arguments) throws CommandFault {
        return arguments.text(0, "url").orElseThrow(KamailioCommands::notEnough);
    }

    private List<WeightedNode> wanted(String url) throws CommandFault {
        List<WeightedNode> members = url.equals(ALL) ? relays.members() : relays.members(url);
        if (members.isEmpty()) {
            throw new CommandFault(404, "Instance not found");
        }
        return members;
    }

    private static void writeStatus(String url, String status, JsonWriter result) {
        result.beginObject().name("url").value(url).name("status").value(status).endObject();
    }

    private static CommandFault notEnough() {
        return new CommandFault(500, "Not enough parameters");
    }
}
