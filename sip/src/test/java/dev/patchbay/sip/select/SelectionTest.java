package dev.patchbay.sip.select;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.sip.node.RelayDefinition;
import dev.patchbay.sip.node.RelayNode;
import dev.patchbay.sip.node.RelaySet;
import dev.patchbay.sip.node.RelaySets;
import dev.patchbay.sip.node.SocketListParser;
import dev.patchbay.sip.node.SteppedClock;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which node a call-id goes to, with nodes in every state. */
class SelectionTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SteppedClock clock = new SteppedClock();
    private final RelaySets sets = new RelaySets(clock);
    private final FakeProber prober = new FakeProber();

    @Test
    void shouldChooseAsRealKamailioDid() throws Exception {
        RelaySet set = set("udp:a:1=1 udp:b:1=3 udp:c:1=2");
        List<RelayNode> nodes = sets.snapshot().displayedNodes();
        int count = 0;
        try (BufferedReader picks = new BufferedReader(new InputStreamReader(
                getClass().getResourceAsStream("/kamailio-5.6.3-picks.txt"), ISO_8859_1))) {
            for (String line = picks.readLine(); line != null; line = picks.readLine()) {
                if (!line.startsWith("#")) {
                    String[] words = line.split(" ", 4);
                    for (int i = 0; i < 3; i++) {
                        boolean isDown = words[1].equals(Integer.toString(i));
                        nodes.get(i).enable("test");
                        if (isDown) {
                            nodes.get(i).onFailure(MINUTE, "test");
                        }
                    }
                    KamailioSelection selection = kamailio(CallIdHash.values()[Integer.parseInt(words[0])], true);
                    assertThat(selection.select(request(set, words[3])))
                            .as(line)
                            .contains(nodes.get(Integer.parseInt(words[2])));
                    count++;
                }
            }
        }
        assertThat(count).isEqualTo(5700);
    }

    /** The facts' rule, written down a second time in the plainest way, for all sums, with every combination of dead nodes. */
    @Test
    void shouldWalkOpenSipsScaleAndKeepCallsOfLivingNodes() {
        RelaySet set = set("udp:a:1=1 udp:b:1=0 udp:c:1=4 udp:d:1=2");
        List<RelayNode> nodes = sets.snapshot().displayedNodes();
        List<Integer> allScale = List.of(0, 2, 2, 2, 2, 3, 3);
        for (int dead = 0; dead < 16; dead++) {
            List<Integer> aliveScale = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                if ((dead & 1 << i) == 0) {
                    nodes.get(i).enable("test");
                } else {
                    nodes.get(i).disablePermanently("test");
                }
            }
            for (int i : allScale) {
                if (nodes.get(i).isEnabled()) {
                    aliveScale.add(i);
                }
            }
            for (int sum = 0; sum < 256; sum++) {
                String callId = sum == 0 ? "" : String.valueOf((char) sum);
                int wanted = allScale.get(sum % 7);
                Optional<RelayNode> expected;
                if (dead == 15) {
                    expected = Optional.empty();
                } else if (aliveScale.isEmpty()) {
                    expected = Optional.of(nodes.get(1));
                } else if (nodes.get(wanted).isEnabled()) {
                    expected = Optional.of(nodes.get(wanted));
                } else {
                    expected = Optional.of(nodes.get(aliveScale.get(sum % aliveScale.size())));
                }
                assertThat(new OpenSipsSelection(prober).select(request(set, callId)))
                        .as("dead %s, sum %s", dead, sum)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void shouldPingTheOnlyNodeOfASetOnceItIsDue() {
        RelaySet set = set("udp:a:1");
        RelayNode a = sets.snapshot().displayedNodes().getFirst();
        a.onFailure(MINUTE, "silent");
        OpenSipsSelection selection = new OpenSipsSelection(prober);
        assertThat(selection.select(request(set, "x"))).isEmpty();
        assertThat(prober.asked).isEmpty();
        clock.advance(MINUTE);
        prober.alive.add(a);
        assertThat(selection.select(request(set, "x"))).contains(a);
    }

    @Test
    void shouldPingAllBeforeOpenSipsGivesUp() {
        RelaySet set = set("udp:a:1 udp:b:1");
        List<RelayNode> nodes = sets.snapshot().displayedNodes();
        nodes.forEach(node -> node.onFailure(MINUTE, "silent"));
        prober.alive.add(nodes.get(1));
        assertThat(new OpenSipsSelection(prober).select(request(set, "x"))).contains(nodes.get(1));
    }

    @Test
    void shouldNotWaitForPingsWhileAnotherNodeIsInUse() {
        RelaySet set = set("udp:a:1 udp:b:1");
        List<RelayNode> nodes = sets.snapshot().displayedNodes();
        nodes.get(0).onFailure(Duration.ZERO, "silent");
        assertThat(new OpenSipsSelection(prober).select(request(set, ""))).contains(nodes.get(1));
        assertThat(prober.started).containsExactly(nodes.get(0));
        assertThat(prober.asked).isEmpty();
    }

    @Test
    void shouldStayWhereTheCallIs() {
        RelaySet set = set("udp:a:1 udp:b:1");
        List<RelayNode> nodes = sets.snapshot().displayedNodes();
        KamailioSelection selection = kamailio(CallIdHash.BYTE_SUM, true);
        SelectionRequest offer = request(set, "\2");
        RelayNode first = selection.select(offer).orElseThrow();
        assertThat(first).isSameAs(nodes.get(0));
        selection.onSuccess(offer, nodes.get(1));
        assertThat(selection.select(request(set, "\2"))).contains(nodes.get(1));
        assertThat(selection.select(new SelectionRequest(set, "\2", "branch", false))).contains(first);
        assertThat(selection.calls().size()).isEqualTo(1);
        clock.advance(Duration.ofHours(1));
        assertThat(selection.select(request(set, "\2"))).as("expired").contains(first);
        assertThat(selection.calls().size()).isZero();
    }

    @Test
    void shouldForgetACallWithItsDelete() {
        RelaySet set = set("udp:a:1 udp:b:1");
        List<RelayNode> nodes = sets.snapshot().displayedNodes();
        KamailioSelection selection = kamailio(CallIdHash.BYTE_SUM, true);
        for (String branch : List.of("", "b1", "b2")) {
            selection.onSuccess(new SelectionRequest(set, "x", branch, false), nodes.get(1));
        }
        selection.onSuccess(new SelectionRequest(set, "x", "b1", true), nodes.get(1));
        assertThat(selection.calls().size()).isEqualTo(2);
        selection.onSuccess(new SelectionRequest(set, "x", "", true), nodes.get(1));
        assertThat(selection.calls().size()).isZero();
    }

    @Test
    void shouldFollowAllowOp() {
        RelaySet set = set("udp:a:1 udp:b:1");
        List<RelayNode> nodes = sets.snapshot().displayedNodes();
        RelayNode b = nodes.get(1);
        for (AllowedOperations allowed : AllowedOperations.values()) {
            for (boolean isSwitchedOff : List.of(true, false)) {
                b.enable("test");
                KamailioSelection selection = new KamailioSelection(
                        new CallTable(4, Duration.ofHours(1), clock),
                        prober,
                        new KamailioSelection.Rules(CallIdHash.BYTE_SUM, true, allowed, true, 30));
                selection.onSuccess(request(set, "x"), b);
                if (isSwitchedOff) {
                    b.disablePermanently("test");
                } else {
                    b.onFailure(MINUTE, "test");
                }
                boolean isKept = allowed == AllowedOperations.EXISTING_CALLS
                        || (allowed == AllowedOperations.EXISTING_CALLS_IF_SWITCHED_OFF && isSwitchedOff);
                assertThat(selection.select(request(set, "x"))).isEqualTo(isKept ? Optional.of(b) : Optional.empty());
            }
        }
    }

    /** As Kamailio 5.6.3 does: the call's commands fail, and find their relay again when it is back. */
    @Test
    void shouldNotMoveACallUnlessTold() {
        RelaySet set = set("udp:a:1 udp:b:1");
        List<RelayNode> nodes = sets.snapshot().displayedNodes();
        RelayNode b = nodes.get(1);
        for (boolean areMoved : List.of(false, true)) {
            b.enable("test");
            KamailioSelection selection = new KamailioSelection(
                    new CallTable(4, Duration.ofHours(1), clock),
                    prober,
                    new KamailioSelection.Rules(CallIdHash.BYTE_SUM, true, AllowedOperations.NONE, true, 30, areMoved));
            selection.onSuccess(request(set, "x"), b);
            b.onFailure(MINUTE, "test");
            Optional<RelayNode> other = selection.select(request(set, "x"));
            assertThat(other).isEqualTo(areMoved ? Optional.of(nodes.get(0)) : Optional.empty());
            other.ifPresent(node -> selection.onSuccess(request(set, "x"), node));
            b.enable("test");
            assertThat(selection.select(request(set, "x"))).contains(areMoved ? nodes.get(0) : b);
        }
    }

    @Test
    void shouldPingTheNodeOfACallOnceItIsDue() {
        RelaySet set = set("udp:a:1 udp:b:1");
        RelayNode b = sets.snapshot().displayedNodes().get(1);
        KamailioSelection selection = new KamailioSelection(
                new CallTable(4, Duration.ofHours(1), clock),
                prober,
                new KamailioSelection.Rules(CallIdHash.BYTE_SUM, true, AllowedOperations.NONE, false, 30));
        selection.onSuccess(request(set, "x"), b);
        b.onFailure(MINUTE, "test");
        assertThat(selection.select(request(set, "x"))).isEmpty();
        assertThat(prober.started).isEmpty();
        clock.advance(MINUTE);
        assertThat(selection.select(request(set, "x"))).isEmpty();
        assertThat(prober.started).containsExactly(b);
    }

    @Test
    void shouldNotTryElsewhereWhenTheKnownNodeWasAskedAlready() {
        RelaySet set = set("udp:a:1 udp:b:1");
        RelayNode b = sets.snapshot().displayedNodes().get(1);
        KamailioSelection selection = kamailio(CallIdHash.BYTE_SUM, true);
        selection.onSuccess(request(set, "x"), b);
        SelectionRequest again = request(set, "x");
        again.queried().add(b);
        assertThat(selection.select(again)).isEmpty();
    }

    @Test
    void shouldStopAtTheLimitOfQueriedNodes() {
        RelaySet set = set("udp:a:1 udp:b:1 udp:c:1");
        KamailioSelection selection = new KamailioSelection(
                new CallTable(4, MINUTE, clock),
                prober,
                new KamailioSelection.Rules(CallIdHash.BYTE_SUM, true, AllowedOperations.NONE, true, 2));
        SelectionRequest request = request(set, "x");
        for (int i = 0; i < 2; i++) {
            request.queried().add(selection.select(request).orElseThrow());
        }
        assertThat(selection.select(request)).isEmpty();
    }

    @Test
    void shouldRedetectAggressivelyOnlyWhenTold() {
        RelaySet set = set("udp:a:1 udp:b:1");
        List<RelayNode> nodes = sets.snapshot().displayedNodes();
        nodes.forEach(node -> node.onFailure(MINUTE, "silent"));
        prober.alive.add(nodes.get(0));
        assertThat(kamailio(CallIdHash.CRC, false).select(request(set, "x"))).isEmpty();
        assertThat(kamailio(CallIdHash.CRC, true).select(request(set, "x"))).contains(nodes.get(0));
    }

    /** While weights are reloaded and nodes flap, a choice is always a node of the set that the command took. */
    @Test
    void shouldChooseWithinItsSnapshotWhateverHappensBeside() throws InterruptedException {
        set("udp:a:1=1 udp:b:1=3 udp:c:1=2");
        Set<Throwable> failures = new HashSet<>();
        Thread flapping = Thread.ofPlatform().start(() -> {
            Random random = new Random(3);
            while (!Thread.interrupted()) {
                sets.replace(parse("udp:a:1=" + random.nextInt(4) + " udp:b:1=" + random.nextInt(4) + " udp:c:1=1"));
                RelayNode node = sets.snapshot().displayedNodes().get(random.nextInt(3));
                if (random.nextBoolean()) {
                    node.disablePermanently("flap");
                } else {
                    node.enable("flap");
                }
            }
        });
        flapping.setUncaughtExceptionHandler((_, e) -> failures.add(e));
        Random random = new Random(4);
        for (int i = 0; i < 100_000; i++) {
            RelaySet set = sets.snapshot().set(0).orElseThrow();
            String callId = Integer.toString(random.nextInt());
            NodeSelector selector = i % 2 == 0 ? new OpenSipsSelection(prober) : kamailio(CallIdHash.CRC, true);
            selector.select(request(set, callId)).ifPresent(node -> assertThat(set.contains(node)).isTrue());
        }
        flapping.interrupt();
        flapping.join();
        assertThat(failures).isEmpty();
    }

    private KamailioSelection kamailio(CallIdHash hash, boolean isAggressive) {
        return new KamailioSelection(
                new CallTable(256, Duration.ofHours(1), clock),
                prober,
                new KamailioSelection.Rules(hash, isAggressive, AllowedOperations.NONE, true, 30));
    }

    private RelaySet set(String list) {
        sets.replace(parse(list));
        return sets.snapshot().set(0).orElseThrow();
    }

    private static List<RelayDefinition> parse(String list) {
        return new SocketListParser(SocketListParser.Grammar.KAMAILIO, 0).parse(list);
    }

    private static SelectionRequest request(RelaySet set, String callId) {
        return new SelectionRequest(set, callId, "", false);
    }

    private static final class FakeProber implements NodeProber {
        private final Set<RelayNode> alive = new HashSet<>();
        private final List<RelayNode> started = new ArrayList<>();
        private final List<RelayNode> asked = new ArrayList<>();

        @Override
        public void probe(RelayNode node) {
            started.add(node);
        }

        @Override
        public void probeAndWait(Collection<RelayNode> nodes) {
            asked.addAll(nodes);
            nodes.stream().filter(alive::contains).forEach(node -> node.onAnswer("test"));
        }
    }
}
