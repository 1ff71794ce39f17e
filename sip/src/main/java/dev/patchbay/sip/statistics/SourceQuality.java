package dev.patchbay.sip.statistics;

import dev.patchbay.ngvalue.NgDict;
import java.util.Optional;

/**
 * What a relay reports of one source (SSRC).
 *
 * @param ssrc in decimal digits
 * @param average empty when the source got no reports; so are the others
 */
record SourceQuality(String ssrc, Optional<NgDict> average, Optional<NgDict> lowest, Optional<NgDict> highest) {

    static SourceQuality of(String ssrc, NgDict report) {
        return new SourceQuality(ssrc, report.dict("average MOS"), report.dict("lowest MOS"), report.dict("highest MOS"));
    }
}
