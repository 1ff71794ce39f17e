package dev.patchbay.system.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.patchbay.sip.node.RelayDefinition;
import dev.patchbay.sip.node.RelayNode;
import dev.patchbay.sip.node.RelaySet;
import dev.patchbay.sip.node.SocketListParser;
import dev.patchbay.sip.route.RequestRoute;
import dev.patchbay.sip.rtpengine.KamailioRtpengine;
import dev.patchbay.sip.rtpengine.KamailioSettings;
import dev.patchbay.sip.select.AllowedOperations;
import dev.patchbay.sip.select.CallIdHash;
import dev.patchbay.sip.select.CallTable;
import dev.patchbay.sip.select.KamailioSelection;
import dev.patchbay.sip.select.NodeProber;
import dev.patchbay.sip.select.SelectionRequest;
import dev.patchbay.system.net.Prerequisites;
import dev.patchbay.system.sip.ChoosingKamailio;
import dev.patchbay.system.sip.ChoosingKamailio.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The same calls by a real Kamailio and by {@link KamailioRtpengine}, with the same relays: which one takes each, while operators switch
 * relays off and on, weights and places change by reload, relays fall silent and come back. Calls of before are asked for again in
 * every state, with another {@code rtpengine_allow_op} for each hash.
 */
@Tag("long")
@Timeout(300)
class KamailioSelectionTest {

    /** New calls per state; {@code -Dselection.calls} for more. */
    private static final int CALLS = Integer.getInteger("selection.calls", 60);

    /** Calls while Kamailio reloads row by row: the more of them the faster the machine is. */
    private static final int MOST_IN_BETWEEN = 40;

    private static final String CALL_ID_CHARACTERS = "abcdefXYZ0123456789-._@~";

    private final Random random = new Random(20_261_122);
    private final List<String> known = new ArrayList<>();
    private final Map<String, Integer> compared = new LinkedHashMap<>();

    @ParameterizedTest
    @EnumSource(CallIdHash.class)
    void shouldChooseAsKamailioWhateverHappensToTheRelays(CallIdHash hash) throws Exception {
        Prerequisites.programs("kamailio", "kamcmd");
        if (hash == CallIdHash.SHA1 && ChoosingKamailio.cryptoModule().isEmpty()) {
            Prerequisites.missing("Kamailio's SHA1 hash needs its module crypto, of package kamailio-tls-modules");
        }
        int allowOp = hash.ordinal();
        List<AnsweringRelay> relays = new ArrayList<>();
        try (AnsweringRelay a = new AnsweringRelay();
                AnsweringRelay b = new AnsweringRelay();
                AnsweringRelay c = new AnsweringRelay();
                AnsweringRelay d = new AnsweringRelay();
                AnsweringRelay e = new AnsweringRelay()) {
            relays.addAll(List.of(a, b, c, d, e));
            List<Row> first = List.of(row(a, 1), row(b, 3), row(c, 2), row(d, 2));
            try (ChoosingKamailio kamailio = ChoosingKamailio.start(hash.ordinal(), allowOp, first);
                    KamailioRtpengine ours = KamailioRtpengine.open(KamailioSettings.builder()
                            .hashAlgo(hash)
                            .rtpengineAllowOp(AllowedOperations.values()[allowOp])
                            .rtpengineToutMs(Duration.ofMillis(700))
                            .rtpengineRetr(1)
                            .pingMode(false)
                            .pingInterval(Duration.ZERO)
                            .build())) {
                ours.pool().replaceKeepingOld(definitions(first));
                Pair pair = new Pair(kamailio, ours);

                newCalls(pair, "as loaded");
                flap(pair, "operators switch relays");
                // One is gone, one is new and stands before the others, all weigh something else.
                List<Row> second = List.of(row(e, 2), row(a, 3), row(c, 1), row(d, 0));
                reloadWhileCalling(pair, second);
                newCalls(pair, "weights reloaded");
                flap(pair, "operators switch relays again");

                c.setSilent(true);
                newCalls(pair, "one fell silent");
                c.setSilent(false);
                oldCalls(pair, "one is believed silent");
                // The one that was gone is back, the order is another one, and one is disabled by its column.
                List<Row> third = List.of(row(d, 4), row(b, 2), row(c, 3), new Row(a.port(), 5, true), row(e, 1));
                kamailio.reload(third);
                ours.pool().replaceKeepingOld(definitions(third));
                // Kamailio pings all when it reloads; here a RelayReload does so.
                ours.pool().pingAll();
                newCalls(pair, "a reload found the silent one again");
                oldCalls(pair, "a reload found the silent one again");
                pair.enable("all", true);
                newCalls(pair, "all enabled");
                oldCalls(pair, "all enabled");

                relays.forEach(relay -> relay.setSilent(true));
                compare(pair, newCallIds(1), "all fell silent");
                relays.forEach(relay -> relay.setSilent(false));
                newCalls(pair, "aggressive redetection");
                kamailio.command("cfg.seti", "rtpengine", "aggressive_redetection", "0");
                ours.selection().setRules(withoutRedetection(ours.selection().rules()));
                relays.forEach(relay -> relay.setSilent(true));
                compare(pair, newCallIds(2), "all fell silent");
                relays.forEach(relay -> relay.setSilent(false));
                compare(pair, newCallIds(20), "no aggressive redetection");
            }
        }
        System.out.printf("hash_algo %d, rtpengine_allow_op %d: %s%n", hash.ordinal(), allowOp, compared);
    }

    private static Row row(AnsweringRelay relay, int weight) {
        return new Row(relay.port(), weight, false);
    }

    private static String url(int port) {
        return "udp:127.0.0.1:" + port;
    }

    private static List<RelayDefinition> definitions(List<Row> rows) {
        SocketListParser parser = new SocketListParser(SocketListParser.Grammar.KAMAILIO, 0);
        return rows.stream()
                .map(row -> new RelayDefinition(0, parser.url(url(row.port())), row.weight(), row.isDisabled()))
                .toList();
    }

    private static KamailioSelection.Rules withoutRedetection(KamailioSelection.Rules rules) {
        return new KamailioSelection.Rules(
                rules.hash(), false, rules.allowedOperations(), rules.isRecheckedByTimer(), rules.queriedNodesLimit());
    }

    private List<String> newCallIds(int count) {
        List<String> callIds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder callId = new StringBuilder(Integer.toString(known.size() + i)).append('.');
            for (int length = random.nextInt(40); length >= 0; length--) {
                callId.append(CALL_ID_CHARACTERS.charAt(random.nextInt(CALL_ID_CHARACTERS.length())));
            }
            callIds.add(callId.toString());
        }
        return callIds;
    }

    private void newCalls(Pair pair, String state) throws Exception {
        compare(pair, newCallIds(CALLS), state);
    }

    /** Every tenth call there has been, wherever it is. */
    private void oldCalls(Pair pair, String state) throws Exception {
        List<String> some = new ArrayList<>();
        for (int i = 0; i < known.size(); i += 10) {
            some.add(known.get(i));
        }
        compare(pair, some, "old calls, " + state);
    }

    private void compare(Pair pair, List<String> callIds, String state) throws Exception {
        for (String callId : callIds) {
            OptionalInt theirs = pair.kamailio().choose(callId);
            OptionalInt ours = pair.ours(callId);
            if (!ours.equals(theirs)) {
                fail("%s, call %s: Kamailio chose %s, we %s%n%s%n%s", state, callId, theirs, ours, pair.describe(), pair.kamailio().command("rtpengine.show", "all"));
            }
        }
        known.addAll(callIds);
        compared.merge(state, callIds.size(), Integer::sum);
    }

    /** Switches a relay off or on every few calls; what is known of calls is asked for in between. */
    private void flap(Pair pair, String state) throws Exception {
        List<String> urls = pair.rtpengine().pool().sets().snapshot().displayedNodes().stream().map(node -> node.url().text()).toList();
        for (int i = 0; i < CALLS / 10; i++) {
            pair.enable(urls.get(random.nextInt(urls.size())), random.nextBoolean());
            compare(pair, newCallIds(10), state);
            compare(pair, List.of(known.get(random.nextInt(known.size())), known.get(random.nextInt(known.size()))), "old calls, " + state);
        }
        pair.enable("all", true);
    }

    /**
     * Calls that come while the table is read are chosen by the old rows or by the new ones; but for a few, as Kamailio changes its list
     * row by row while it is in use.
     */
    private void reloadWhileCalling(Pair pair, List<Row> rows) throws Exception {
        RelaySet before = set(pair);
        Map<String, OptionalInt> chosen = new LinkedHashMap<>();
        try (ExecutorService beside = Executors.newSingleThreadExecutor()) {
            CompletableFuture<Void> reload = CompletableFuture.runAsync(
                    () -> {
                        try {
                            pair.kamailio().reload(rows);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    },
                    beside);
            int callsAfter = 0;
            while (callsAfter < CALLS) {
                String callId = "reload-" + chosen.size() + newCallIds(1).getFirst();
                chosen.put(callId, pair.kamailio().choose(callId));
                callsAfter += reload.isDone() ? 1 : 0;
            }
            reload.join();
        }
        // Relays are switched off by leaving the table: what the old rows say is worked out first.
        Map<String, OptionalInt> byOldRows = new LinkedHashMap<>();
        chosen.keySet().forEach(callId -> byOldRows.put(callId, choice(pair, before, callId)));
        pair.rtpengine().pool().replaceKeepingOld(definitions(rows));
        RelaySet after = set(pair);
        List<Map.Entry<String, OptionalInt>> choices = List.copyOf(chosen.entrySet());
        int old = 0;
        while (old < choices.size() && choices.get(old).getValue().equals(byOldRows.get(choices.get(old).getKey()))) {
            old++;
        }
        int firstNew = choices.size();
        while (firstNew > 0
                && choices.get(firstNew - 1).getValue().equals(choice(pair, after, choices.get(firstNew - 1).getKey()))) {
            firstNew--;
        }
        assertThat(firstNew).as("chosen by the new rows from here on").isLessThan(choices.size());
        assertThat(firstNew - old).as("by neither").isLessThanOrEqualTo(MOST_IN_BETWEEN);
        compared.put("while weights are reloaded", chosen.size());
    }

    private static RelaySet set(Pair pair) {
        return pair.rtpengine().pool().sets().snapshot().set(0).orElseThrow();
    }

    private static OptionalInt choice(Pair pair, RelaySet set, String callId) {
        KamailioSelection selection = new KamailioSelection(
                new CallTable(1, Duration.ofHours(1), pair.rtpengine().pool().sets().clock()), NO_PINGS, pair.rtpengine().selection().rules());
        return selection.select(new SelectionRequest(set, callId, "", false)).map(node -> OptionalInt.of(node.url().port())).orElse(OptionalInt.empty());
    }

    private static final NodeProber NO_PINGS = new NodeProber() {
        @Override
        public void probe(RelayNode node) {}

        @Override
        public void probeAndWait(Collection<RelayNode> nodes) {}
    };

    /** Both, told the same. */
    private record Pair(ChoosingKamailio kamailio, KamailioRtpengine rtpengine) {

        OptionalInt ours(String callId) {
            RequestRoute route = new RequestRoute(new CallMessages(callId).request("INVITE", CallMessages.sdp(40_000)));
            var result = rtpengine.rtpengineOffer(route);
            return result.isOk() ? OptionalInt.of(result.node().orElseThrow().url().port()) : OptionalInt.empty();
        }

        String describe() {
            return rtpengine.pool().sets().snapshot().members().stream()
                    .map(member -> "%s weight %d %s %s".formatted(
                            member.node(), member.weight(), member.isDisplayed() ? "displayed" : "hidden", member.node().status()))
                    .collect(Collectors.joining("\n"));
        }

        void enable(String url, boolean isOn) throws Exception {
            kamailio.command("rtpengine.enable", url, isOn ? "1" : "0");
            for (RelayNode node : rtpengine.pool().sets().snapshot().displayedNodes()) {
                if (url.equals("all") || node.url().text().equals(url)) {
                    if (isOn) {
                        node.enable("test");
                    } else {
                        node.disablePermanently("test");
                    }
                }
            }
        }
    }
}
