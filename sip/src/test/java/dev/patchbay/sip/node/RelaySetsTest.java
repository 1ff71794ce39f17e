package dev.patchbay.sip.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelaySetsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SteppedClock clock = new SteppedClock();
    private final RelaySets sets = new RelaySets(clock);
    private final SocketListParser parser = new SocketListParser(SocketListParser.Grammar.KAMAILIO, 0);

    @Test
    void shouldKeepStatesOverAReloadAndSwapTheRest() {
        sets.replace(parser.parse("udp:a:1=1 udp:b:1"));
        RelaySnapshot before = sets.snapshot();
        RelayNode a = node("udp:a:1");
        a.onFailure(MINUTE, "silent");
        sets.replace(parser.parse("udp:c:1 udp:a:1=5"));
        assertThat(before.displayedNodes()).hasSize(2);
        assertThat(node("udp:a:1")).isSameAs(a);
        assertThat(a.status().condition()).isEqualTo(NodeCondition.DISABLED_UNTIL);
        assertThat(sets.snapshot().set(0).orElseThrow().members()).extracting(WeightedNode::weight).containsExactly(1, 5);
        assertThat(sets.snapshot().set(0).orElseThrow().find("udp:b:1")).isEmpty();
        assertThat(sets.snapshot().version()).isGreaterThan(before.version());
    }

    @Test
    void shouldKeepNodesThatLeftTheListForTheirCalls() {
        sets.replace(parser.parse("udp:a:1 udp:b:1"));
        RelayNode b = node("udp:b:1");
        sets.replaceKeepingOld(parser.parse("udp:a:1"));
        assertThat(sets.snapshot().displayedNodes()).hasSize(1);
        assertThat(sets.snapshot().members()).hasSize(2);
        assertThat(b.status().isPermanentlyDisabled()).isTrue();
        sets.replaceKeepingOld(parser.parse("udp:a:1 udp:b:1"));
        assertThat(node("udp:b:1")).isSameAs(b);
        assertThat(b.isEnabled()).isTrue();
    }

    /** As Kamailio 5.6.3 does: places decide about calls, so a reload leaves them as they are. */
    @Test
    void shouldKeepThePlacesOfNodesWhateverTheOrderOfTheNewList() {
        sets.replaceKeepingOld(parser.parse("udp:a:1 udp:b:1 udp:c:1"));
        sets.replaceKeepingOld(parser.parse("udp:d:1=7 udp:c:1=5 udp:a:1=6"));
        assertThat(sets.snapshot().displayedNodes()).extracting(node -> node.url().text()).containsExactly("udp:a:1", "udp:c:1", "udp:d:1");
        sets.replaceKeepingOld(parser.parse("udp:d:1 udp:c:1 udp:b:1 udp:a:1"));
        assertThat(sets.snapshot().displayedNodes())
                .extracting(node -> node.url().text())
                .containsExactly("udp:a:1", "udp:b:1", "udp:c:1", "udp:d:1");
    }

    @Test
    void shouldTellEqualNodesApart() {
        sets.replace(parser.parse("udp:a:1 udp:a:1"));
        List<RelayNode> nodes = sets.snapshot().displayedNodes();
        assertThat(nodes.get(0)).isNotSameAs(nodes.get(1));
        sets.replace(parser.parse("udp:a:1 udp:a:1"));
        assertThat(sets.snapshot().displayedNodes()).isEqualTo(nodes);
    }

    @Test
    void shouldWalkItsStatesWithReasonAndTime() {
        List<String> heard = new ArrayList<>();
        sets.addListener((node, before, after) -> heard.add(before.condition() + ">" + after.condition() + ":" + after.reason()));
        sets.replace(parser.parse("udp:a:1"));
        RelayNode a = node("udp:a:1");
        assertThat(a.beginProbe()).isFalse();
        a.onFailure(MINUTE, "silent");
        assertThat(a.isRecheckDue()).isFalse();
        clock.advance(MINUTE);
        assertThat(a.isRecheckDue()).isTrue();
        assertThat(a.beginProbe()).isTrue();
        assertThat(a.beginProbe()).as("one at a time").isFalse();
        assertThat(a.isEnabled()).isFalse();
        a.onAnswer("there");
        a.disablePermanently("switched off");
        a.onAnswer("there");
        a.onFailure(MINUTE, "silent");
        assertThat(a.status().isPermanentlyDisabled()).as("only people bring it back").isTrue();
        assertThat(a.status().since()).isEqualTo(clock.now());
        a.enable("switched on");
        assertThat(heard)
                .containsExactly(
                        "ENABLED>DISABLED_UNTIL:silent",
                        "DISABLED_UNTIL>PROBING:silent",
                        "PROBING>ENABLED:there",
                        "ENABLED>DISABLED_PERMANENTLY:switched off",
                        "DISABLED_PERMANENTLY>ENABLED:switched on");
    }

    @Test
    void shouldRefuseNegativeNumbers() {
        RelayUrl url = parser.url("udp:a:1");
        assertThatThrownBy(() -> new RelayDefinition(-1, url, 1, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RelayDefinition(1, url, -1, false)).isInstanceOf(IllegalArgumentException.class);
    }

    private RelayNode node(String url) {
        return sets.snapshot().set(0).orElseThrow().find(url).orElseThrow();
    }
}
