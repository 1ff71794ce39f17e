package dev.patchbay.sip.rtpengine;

import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.sip.route.Variables;
import dev.patchbay.sip.statistics.CallStatistics;
import dev.patchbay.sip.statistics.KamailioQuality;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fills Kamailio's variables about voice quality, whose names parameters give. */
final class MosVariables {

    private final Map<String, String> names;

    /** @param names variables by parameter: {@code mos_min_A_pv} to {@code $avp(a)} */
    MosVariables(Map<String, String> names) {
        this.names = Map.copyOf(names);
    }

    /** {@code mos_min_pv}, {@code mos_min_at_A_pv}, {@code mos_A_label_pv} and so on: three families, in all and for two sides. */
    static List<String> parameterNames() {
        List<String> names = new ArrayList<>(List.of("mos_A_label_pv", "mos_B_label_pv"));
        for (String side : List.of("", "_A", "_B")) {
            for (String figure : List.of("", "_packetloss", "_jitter", "_roundtrip", "_roundtrip_leg")) {
                for (String family : List.of("mos_min", "mos_max", "mos_average")) {
                    names.add(family + figure + side + "_pv");
                }
            }
            names.add("mos_min_at" + side + "_pv");
            names.add("mos_max_at" + side + "_pv");
            names.add("mos_average_samples" + side + "_pv");
        }
        return names;
    }

    void fill(Variables variables, NgDict reply) {
        if (names.isEmpty()) {
            return;
        }
        CallStatistics statistics = new CallStatistics(reply);
        fill(variables, statistics, Optional.empty(), "");
        for (String side : List.of("_A", "_B")) {
            Optional.ofNullable(names.get("mos" + side + "_label_pv"))
                    .flatMap(variables::get)
                    .filter(label -> !label.isEmpty())
                    .ifPresent(label -> fill(variables, statistics, Optional.of(label), side));
        }
    }

    private void fill(Variables variables, CallStatistics statistics, Optional<String> label, String side) {
        KamailioQuality.of(statistics, label).forEach((name, value) -> {
            String variable = names.get(name + side + "_pv");
            if (variable != null) {
                variables.set(variable, value);
            }
        });
    }
}
