package dev.patchbay.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.sim.FakeMedia;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which new calls are refused, and with which words. */
class CallLimitsTest {

    private static final String A = Sdp.audio("198.51.100.1", 4000);

    private final FakeMedia media = new FakeMedia();
    private final TestRelay relay = TestRelay.on(media);

    @AfterEach
    void close() {
        relay.close();
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> relay.offer("new", "a", A))
                .isInstanceOf(LoadLimitException.class)
                .hasMessage(message);
        assertThat(relay.has("new")).isFalse();
        assertThat(relay.portsInUse()).isEqualTo(media.bound().size());
    }

    @Test
    void shouldRefuseCallsBeyondTheSessionLimit() throws Exception {
        relay.settings.setMaxSessions(2);
        relay.connect("one");
        relay.connect("two");
        assertRefused("Parallel session limit reached");
        assertThat(relay.calls.totals().get(CallTotals.Total.REJECTED)).isEqualTo(1);
        relay.delete(Ng.deleteNow("one"));
        relay.connect("new");
        assertThat(relay.calls.registry().size()).isEqualTo(2);
    }

    @Test
    void shouldRefuseEveryCallWithALimitOfZero() {
        relay.settings.setMaxSessions(0);
        assertRefused("Parallel session limit reached");
    }

    @Test
    void shouldNotLimitSessionsByDefault() throws Exception {
        for (int i = 0; i < 500; i++) {
            relay.offer("call" + i, "a", A);
        }
        assertThat(relay.calls.registry().size()).isEqualTo(500);
    }

    /** A call that exists is never refused anything by the limits: only new ones are. */
    @Test
    void shouldServeExistingCallsAtTheLimit() throws Exception {
        relay.connect("call");
        relay.settings.setMaxSessions(1);
        relay.settings.setMaxLoad(1);
        relay.load.loadAverage = 5;
        relay.connect("call");
        assertThat(relay.calls.totals().get(CallTotals.Total.REJECTED)).isZero();
    }

    @Test
    void shouldRefuseByLoadAverage() throws Exception {
        relay.settings.setMaxLoad(2.5);
        relay.load.loadAverage = 2.49;
        relay.connect("fits");
        relay.load.loadAverage = 2.5;
        assertRefused("Load limit exceeded");
    }

    @Test
    void shouldRefuseByCpuUse() throws Exception {
        relay.settings.setMaxCpuPercent(80);
        relay.load.cpuPercent = 79;
        relay.connect("fits");
        relay.load.cpuPercent = 80;
        assertRefused("CPU usage limit exceeded");
    }

    @Test
    void shouldRefuseByBandwidth() throws Exception {
        relay.settings.setMaxBandwidthBytesPerS(1_000_000);
        relay.load.bytesPerSecond = 999_999;
        relay.connect("fits");
        relay.load.bytesPerSecond = 1_000_000;
        assertRefused("Bandwidth limit exceeded");
    }

    @Test
    void shouldCountOnlyRefusalsByTheSessionLimitAsRejected() {
        relay.settings.setMaxLoad(1);
        relay.load.loadAverage = 2;
        assertRefused("Load limit exceeded");
        assertThat(relay.calls.totals().get(CallTotals.Total.REJECTED)).isZero();
    }

    @Test
    void shouldNameTheFirstLimitOfSeveral() {
        relay.settings.setMaxSessions(0);
        relay.settings.setMaxLoad(1);
        relay.settings.setMaxCpuPercent(1);
        relay.settings.setMaxBandwidthBytesPerS(1);
        relay.load.loadAverage = 9;
        relay.load.cpuPercent = 9;
        relay.load.bytesPerSecond = 9;
        assertRefused("Parallel session limit reached");
        relay.settings.setMaxSessions(-1);
        assertRefused("Load limit exceeded");
        relay.settings.setMaxLoad(0);
        assertRefused("CPU usage limit exceeded");
        relay.settings.setMaxCpuPercent(0);
        assertRefused("Bandwidth limit exceeded");
    }

    @Test
    void shouldFreeThePlaceOfAnOfferThatFails() throws Exception {
        relay.settings.setMaxSessions(1);
        for (int i = 0; i < 3; i++) {
            String callId = "bad" + i;
            assertThatThrownBy(() -> relay.offer(callId, "a", "v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\ns=-\r\nt=0 0\r\n"))
                    .hasMessage("Error rewriting SDP");
        }
        relay.connect("good");
    }
}
