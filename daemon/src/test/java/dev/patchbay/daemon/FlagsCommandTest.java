package dev.patchbay.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlagsCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return new FlagsCommand("patchbay ctl flags", new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(List.of(arguments));
    }

    @Test
    void shouldExplainForBothModules() {
        assertThat(run("ICE=force codec-strip-PCMA trust-address")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("OpenSIPS\n  ICE=force  ->  ICE: force\n      what becomes of ICE in the SDP")
                .contains("codec-strip-PCMA  ->  flags: [codec-strip-PCMA]")
                .contains("codec-strip-PCMA  ->  codec: {strip: [PCMA]}\n      take this codec out of the SDP")
                .contains("obsolete: ");
    }

    @Test
    void shouldFailWhenSomethingIsUnknown() {
        assertThat(run("--module", "kamailio", "ICE=frce", "nonsense", "rtcp-mux-demx")).isOne();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("unknown: ICE is one of remove, force", "unknown: no entries of `flags` that is known", "unknown: no entries of `rtcp-mux`")
                .doesNotContain("OpenSIPS");
    }

    @Test
    void shouldShowItsUsage() {
        assertThat(run()).isOne();
        assertThat(run("--module", "asterisk", "x")).isOne();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("Usage:", "neither opensips nor kamailio");
    }
}
