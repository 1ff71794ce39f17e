package dev.patchbay.offload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.linux.forward.PayloadTypeSet;
import dev.patchbay.net.TransportAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OffloadPolicyTest {

    private static final PayloadTypeSet PCMA = PayloadTypeSet.NONE.with(8);
    private static final TransportAddress LOCAL = TransportAddress.of("192.0.2.1", 30000);
    private static final TransportAddress TARGET = TransportAddress.of("198.51.100.7", 4000);

    @Test
    void shouldTakePlainRtpForOneReceiver() {
        assertThat(OffloadPolicy.ofPlan(new StreamTraits(true, 1, false, PCMA))).isEqualTo(Placement.KERNEL);
    }

    @Test
    void shouldLeaveEverythingElseInUserSpace() {
        assertThat(OffloadPolicy.ofPlan(new StreamTraits(false, 1, false, PCMA))).isEqualTo(Placement.NOT_RTP);
        assertThat(OffloadPolicy.ofPlan(new StreamTraits(true, 0, false, PCMA))).isEqualTo(Placement.NO_RECEIVER);
        assertThat(OffloadPolicy.ofPlan(new StreamTraits(true, 2, false, PCMA))).isEqualTo(Placement.SEVERAL_RECEIVERS);
        assertThat(OffloadPolicy.ofPlan(new StreamTraits(true, 1, true, PCMA))).isEqualTo(Placement.TRAFFIC_DROPPED);
        assertThat(OffloadPolicy.ofPlan(new StreamTraits(true, 1, false, PayloadTypeSet.NONE)))
                .isEqualTo(Placement.NO_PAYLOAD_TYPE);
    }

    @Test
    void shouldWaitUntilEndpointsAreConfirmed() {
        OffloadPolicy policy = new OffloadPolicy(1, 65535);
        assertThat(policy.ofState(LOCAL, TARGET, false)).isEqualTo(Placement.LEARNING);
        assertThat(policy.ofState(LOCAL, TARGET, true)).isEqualTo(Placement.KERNEL);
        assertThat(policy.ofState(LOCAL, TransportAddress.of("2001:db8::1", 4000), true)).isEqualTo(Placement.OTHER_FAMILY);
    }

    @Test
    void shouldServeThePortsItMay() {
        OffloadPolicy policy = new OffloadPolicy(30002, 30010);
        assertThat(policy.ofState(LOCAL, TARGET, true)).isEqualTo(Placement.PORT_NOT_SERVED);
        assertThat(policy.ofState(TransportAddress.of("192.0.2.1", 30010), TARGET, true)).isEqualTo(Placement.KERNEL);
    }

    @Test
    void shouldNeverHandOverPayloadTypesThatMayBeRtcp() {
        PayloadTypeSet types = PayloadTypeSet.NONE.with(72).with(95).with(64);
        assertThat(types.isEmpty()).isTrue();
        assertThat(PayloadTypeSet.NONE.with(96).with(63).with(127).contains(96)).isTrue();
    }

    @Test
    void shouldTryEverMoreSeldomWhatWentWrong() {
        long last = 0;
        for (int setbacks = 1; setbacks < 100; setbacks++) {
            long pause = OffloadPolicy.pauseNs(Placement.EGRESS_STOPPED, setbacks);
            assertThat(pause).isGreaterThanOrEqualTo(last).isLessThanOrEqualTo(TimeUnit.MINUTES.toNanos(5));
            last = pause;
        }
        assertThat(OffloadPolicy.pauseNs(Placement.EGRESS_STOPPED, 1)).isEqualTo(TimeUnit.SECONDS.toNanos(5));
        assertThat(OffloadPolicy.pauseNs(Placement.SIGNALLED, 3)).isZero();
    }
}
