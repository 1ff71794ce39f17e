package dev.patchbay.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.net.IpAddress;
import dev.patchbay.net.IpFamily;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ControlTallyTest {

    @Test
    void shouldCountProxiesBeyondTheLimitTogether() {
        ControlTally tally = new ControlTally();
        for (int i = 1; i <= ControlTally.MAX_PROXIES + 50; i++) {
            tally.count(new IpAddress(IpFamily.IPV4, 0, 0x0a00_0000L + i), Optional.of(ControlCommand.PING), 7, false);
        }
        assertThat(tally.figures()).hasSize(ControlTally.MAX_PROXIES + 1);
        ProxyFigures others = tally.figures().getFirst();
        assertThat(others.proxy()).isEqualTo(ControlTally.OTHERS);
        assertThat(others.of(ControlCommand.PING)).isEqualTo(new ProxyFigures.CommandFigures(50, 350));
    }

    @Test
    void shouldCountErrorsOfNoCommand() {
        ControlTally tally = new ControlTally();
        tally.count(IpAddress.literal("::1"), Optional.empty(), 5, true);
        assertThat(tally.figures().getFirst().errors()).isEqualTo(1);
        assertThat(tally.figures().getFirst().commands().values())
                .allMatch(ProxyFigures.CommandFigures.NONE::equals);
    }

    @Test
    void shouldKnowCommandsByTheirWireName() {
        assertThat(ControlCommand.of("block DTMF")).contains(ControlCommand.BLOCK_DTMF);
        assertThat(ControlCommand.of("Ping")).isEmpty();
        assertThat(ControlCommand.UNBLOCK_DTMF.shortName()).isEqualTo("unblkdtmf");
    }
}
