package dev.patchbay.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.linux.netlink.TrafficControl.Direction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class TrafficControlTest {

    private static final int NO_SUCH_INTERFACE = 1 << 30;

    /** The same bytes as {@code tc qdisc add dev … clsact} sends, but for sequence number and optional attributes. */
    @Test
    void shouldAskForClsact() {
        Assumptions.assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes(TrafficControl.addClsactMessage(5)))
                .isEqualTo("30000000" + "2400" + "0506" + "01000000" + "00000000" // length, type, flags, sequence, port
                        + "00000000" + "05000000" + "0000ffff" + "f1ffffff" + "00000000" // interface, handle, parent, info
                        + "0b000100" + "636c7361637400" + "00"); // "clsact"
    }

    @Test
    void shouldAskForAFilter() {
        Assumptions.assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes(TrafficControl.addFilterMessage(5, Direction.EGRESS, 8, 33, "pb_out_7")))
                .isEqualTo("58000000" + "2c00" + "0506" + "01000000" + "00000000"
                        + "00000000" + "05000000" + "08000000" + "f3ffffff" + "00034250" // protocol all, priority "PB"
                        + "08000100" + "62706600" // "bpf"
                        + "2c000200" // options, nested:
                        + "08000600" + "21000000" // descriptor
                        + "0d000700" + "70625f6f75745f3700" + "000000" // "pb_out_7"
                        + "08000800" + "01000000" // direct action
                        + "08000900" + "01000000"); // not in hardware
    }

    private static String bytes(ByteBuffer message) {
        ByteBuffer finished = NetlinkMessage.finish(message);
        byte[] bytes = new byte[finished.remaining()];
        finished.get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void shouldFindNothingOnAnInterfaceThatIsGone() throws IOException {
        try (TrafficControl trafficControl = TrafficControl.open()) {
            assertThat(trafficControl.filter(NO_SUCH_INTERFACE, Direction.INGRESS, 1)).isEmpty();
            assertThat(trafficControl.hasFilters(NO_SUCH_INTERFACE)).isFalse();
        }
    }
}
