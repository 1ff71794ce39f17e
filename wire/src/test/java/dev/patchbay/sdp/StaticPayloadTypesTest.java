package dev.patchbay.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.sdp.Attribute.RtpMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StaticPayloadTypesTest {

    /** RFC 3551, tables 4 and 5: reserved, unassigned and dynamic numbers have no meaning of their own. */
    @Test
    void shouldKnowExactlyTheAssignedOnes() {
        assertThat(IntStream.rangeClosed(-1, 200).filter(payloadType -> StaticPayloadTypes.find(payloadType).isPresent()))
                .containsExactly(0, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 25, 26, 28, 31, 32, 33, 34);
    }

    @Test
    void shouldCarryOwnNumber() {
        assertThat(StaticPayloadTypes.find(6)).contains(RtpMap.of(6, "DVI4", 16000, 1));
        assertThat(StaticPayloadTypes.find(10)).contains(RtpMap.of(10, "L16", 44100, 2));
    }
}
