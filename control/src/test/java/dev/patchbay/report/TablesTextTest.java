package dev.patchbay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.linux.bpf.BpfProgram.RunTime;
import dev.patchbay.linux.forward.TableInUse;
import java.util.List;
import org.junit.jupiter.api.Test;

class TablesTextTest {

    private static final TableInUse OWN = new TableInUse(0, 41, new RunTime(0, 0));
    private static final TableInUse OTHER = new TableInUse(7, 52, new RunTime(1000, 577_000));

    @Test
    void shouldTellWhoseTableItIs() {
        assertThat(TablesText.of(List.of(OWN, OTHER), 41)).isEqualTo("""
                0 | program 41 | this daemon | runs are not counted (sysctl kernel.bpf_stats_enabled)
                7 | program 52 | not this daemon | runs 1000, 577000 ns
                """);
    }

    @Test
    void shouldSayThatThereAreNone() {
        assertThat(TablesText.of(List.of(), 0)).isEqualTo("No tables.\n");
    }

    @Test
    void shouldSayWhyOthersAreMissing() {
        assertThat(TablesText.ofOwn(List.of(OWN), "listing programs: EPERM")).isEqualTo("""
                0 | program 41 | this daemon | runs are not counted (sysctl kernel.bpf_stats_enabled)
                Tables of other daemons cannot be listed: listing programs: EPERM (needs CAP_SYS_ADMIN)
                """);
    }
}
