package dev.patchbay.sip.flag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.sip.flag.FlagExplanation.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlagExplainerTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        OPENSIPS | ICE=remove       | OK       | ICE: remove
        OPENSIPS | ICE=never        | UNKNOWN  | ICE: never
        OPENSIPS | trust-address    | OBSOLETE | flags: [trust-address]
        OPENSIPS | symmetric        | IGNORED  | flags: [symmetric]
        OPENSIPS | internal         | OBSOLETE | direction: [internal]
        OPENSIPS | directional      | OK       | flags: [directional]
        OPENSIPS | SDES-pad         | OK       | flags: [SDES-pad]
        OPENSIPS | replace-orgin    | UNKNOWN  | flags: [replace-orgin]
        OPENSIPS | repacketize=x    | ERROR    | ''
        OPENSIPS | to-tag           | OK       | ''
        OPENSIPS | SRTP             | OK       | transport-protocol: RTP/SAVP
        OPENSIPS | new-key=1        | UNKNOWN  | new-key: 1
        KAMAILIO | SDES-pad         | OK       | SDES: [pad]
        KAMAILIO | SDES-pads        | UNKNOWN  | SDES: [pads]
        KAMAILIO | replace-orgin    | UNKNOWN  | replace: [orgin]
        KAMAILIO | codec-mask-opus  | OK       | codec: {mask: [opus]}
        KAMAILIO | TOS=184          | OK       | TOS: 184
        KAMAILIO | via-branch=next  | OK       | ''
        KAMAILIO | via-branch=nxt   | ERROR    | ''
        """)
    void shouldJudgeTokens(RtpengineModule module, String token, Verdict verdict, String sent) {
        List<FlagExplanation> explanations = new FlagExplainer(module).explain(token);
        assertThat(explanations).hasSize(1);
        assertThat(explanations.getFirst().verdict()).isEqualTo(verdict);
        assertThat(explanations.getFirst().sent()).isEqualTo(sent);
        assertThat(explanations.getFirst().meaning()).isNotBlank();
    }

    @Test
    void shouldJudgeCombinations() {
        FlagExplainer explainer = new FlagExplainer(RtpengineModule.OPENSIPS);
        assertThat(explainer.explain("in-iface=a out-iface=b")).extracting(FlagExplanation::verdict).containsOnly(Verdict.OK);
        assertThat(explainer.explain("in-iface=a")).extracting(FlagExplanation::verdict).containsExactly(Verdict.OK, Verdict.ERROR);
        assertThat(explainer.explain("  ")).isEmpty();
    }

    @Test
    void shouldBeTheCommittedPage() throws IOException {
        Path made = Files.createDirectories(Path.of("target")).resolve("FLAGS.md");
        Files.writeString(made, FlagPage.print());
        assertThat(Path.of("..", "docs", "FLAGS.md"))
                .as("docs/FLAGS.md is out of date: cp sip/target/FLAGS.md docs/FLAGS.md")
                .hasSameTextualContentAs(made);
    }
}
