package dev.patchbay.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReceiveOverflowTest {

    @Test
    void shouldFindTheCountInTheSystemsTables() {
        assertThat(ReceiveOverflow.ipv4(List.of(
                        "Tcp: RtoAlgorithm RtoMin",
                        "Tcp: 1 200",
                        "Udp: InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors SndbufErrors",
                        "Udp: 114 97 36 119 3694134 0",
                        "UdpLite: InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors SndbufErrors",
                        "UdpLite: 0 0 0 0 7 0")))
                .isEqualTo(3694134);
        assertThat(ReceiveOverflow.ipv6(List.of("Udp6InDatagrams \t 5", "Udp6RcvbufErrors            \t12", "Udp6X 4")))
                .isEqualTo(12);
    }

    @Test
    void shouldBeZeroWhereTheSystemDoesNotTell() {
        assertThat(ReceiveOverflow.ipv4(List.of())).isZero();
        assertThat(ReceiveOverflow.ipv4(List.of("Udp: InDatagrams", "Udp: 5"))).isZero();
        assertThat(ReceiveOverflow.ipv6(List.of("Ip6InReceives 5"))).isZero();
        ReceiveOverflow overflow = new ReceiveOverflow();
        assertThat(overflow.total()).isZero();
        overflow.sample();
        assertThat(overflow.total()).as("counted from the first sample on").isZero();
    }
}
