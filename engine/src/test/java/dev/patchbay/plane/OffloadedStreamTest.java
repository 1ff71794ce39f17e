package dev.patchbay.plane;

import static dev.patchbay.plane.KernelPlane.EVENT_TYPE;
import static dev.patchbay.plane.KernelPlane.PAYLOAD_TYPE;
import static dev.patchbay.plane.KernelPlane.rtp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.offload.Placement;
import dev.patchbay.plan.ComponentStatus.Cell;
import dev.patchbay.plan.DropReason;
import dev.patchbay.quality.SsrcReport;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a stream in the kernel, seen by its parties and in its figures; with the kernel of this machine, on {@code lo}. */
@Timeout(60)
class OffloadedStreamTest {

    private KernelPlane plane;
    private int number;

    @BeforeEach
    void settle() throws Exception {
        plane = new KernelPlane();
        plane.settle();
        moveIn();
    }

    @AfterEach
    void close() {
        if (plane != null) {
            plane.close();
        }
    }

    /** Sends from A until the kernel forwards. */
    private void moveIn() throws Exception {
        long before = plane.a.get(Cell.KERNEL_PACKETS);
        while (plane.a.get(Cell.KERNEL_PACKETS) == before) {
            exchange(PAYLOAD_TYPE, 1);
            plane.refresh();
        }
    }

    private void exchange(int payloadType, int ssrc) throws IOException {
        plane.sendToA(rtp(payloadType, ++number, ssrc));
        DatagramPacket arrived = KernelPlane.receive(plane.phoneB);
        assertThat(KernelPlane.number(arrived)).isEqualTo(number);
        assertThat(arrived.getPort()).as("from the local port of B's side").isEqualTo(plane.b.local().port());
    }

    private long forwarded() throws Exception {
        plane.refresh();
        return plane.a.get(Cell.KERNEL_PACKETS);
    }

    @Test
    void shouldShowWhereAStreamIs() throws Exception {
        assertThat(plane.a.status.placement()).isEqualTo(Placement.KERNEL);
        assertThat(plane.b.status.placement()).as("it sent nothing since").isEqualTo(Placement.KERNEL);
        plane.a.dropTraffic = true;
        plane.apply();
        plane.refresh();
        assertThat(plane.a.status.placement()).isEqualTo(Placement.TRAFFIC_DROPPED);
        assertThat(plane.b.status.placement()).isEqualTo(Placement.LEARNING);
    }

    /** The guard sees none of the party's packets, but knows of them. */
    @Test
    void shouldNotLetASteadyStrangerTakeOver() throws Exception {
        plane.a.guardsSource = true;
        plane.apply();
        moveIn();
        try (DatagramSocket stranger = KernelPlane.phone()) {
            long end = System.nanoTime() + SourceGuard.LONG_SILENCE_NS + 1_000_000_000L;
            for (int i = 0; System.nanoTime() < end; i++) {
                if (i % 64 == 0) {
                    KernelPlane.send(stranger, rtp(PAYLOAD_TYPE, -1, 0x666), plane.a);
                }
                exchange(PAYLOAD_TYPE, 1);
            }
        }
        plane.refresh();
        assertThat(plane.a.status.placement()).isEqualTo(Placement.KERNEL);
        assertThat(plane.a.status.endpoint()).isEqualTo(plane.a.signalled);
        assertThat(plane.a.status.drops(DropReason.FOREIGN_SOURCE)).isGreaterThan(SourceGuard.STEADY_PACKETS);
    }

    @Test
    void shouldCountLikeUserSpace() throws Exception {
        for (int i = 0; i < 50; i++) {
            exchange(PAYLOAD_TYPE, 1);
        }
        plane.refresh();
        long sent = number + 1;
        assertThat(plane.a.get(Cell.PACKETS)).isEqualTo(sent);
        assertThat(plane.a.get(Cell.BYTES)).isEqualTo(sent * 172);
        assertThat(plane.b.get(Cell.PACKETS_SENT)).isEqualTo(sent);
        assertThat(plane.b.get(Cell.BYTES_SENT)).isEqualTo(sent * 172);
        assertThat(plane.a.get(Cell.SSRC)).isEqualTo(1);
        assertThat(plane.a.get(Cell.PAYLOAD_TYPE)).isEqualTo(PAYLOAD_TYPE);
        long ageNs = plane.workers.nowNs() - plane.a.get(Cell.LAST_PACKET_NS);
        assertThat(ageNs).isBetween(0L, TimeUnit.SECONDS.toNanos(5));
        MediaTotals totals = plane.workers.totals();
        assertThat(totals.kernelPackets()).isEqualTo(plane.a.get(Cell.KERNEL_PACKETS) + plane.b.get(Cell.KERNEL_PACKETS));
        assertThat(totals.packets() + totals.kernelPackets()).isEqualTo(sent + 1);
        assertThat(totals.kernelBytes()).isEqualTo(totals.kernelPackets() * 172);
    }

    @Test
    void shouldSeeTelephoneEventsAndKeepTheOrder() throws Exception {
        long before = forwarded();
        for (int i = 0; i < 20; i++) {
            plane.sendToA(rtp(i % 3 == 0 ? EVENT_TYPE : PAYLOAD_TYPE, ++number, 1));
        }
        for (int i = 19; i >= 0; i--) {
            assertThat(KernelPlane.number(KernelPlane.receive(plane.phoneB))).isEqualTo(number - i);
        }
        assertThat(forwarded() - before).as("events went through user space").isLessThanOrEqualTo(13);
        moveIn();
    }

    @Test
    void shouldFollowANewSsrc() throws Exception {
        exchange(PAYLOAD_TYPE, 77);
        plane.refresh();
        assertThat(plane.a.get(Cell.SSRC)).isEqualTo(77);
        long before = forwarded();
        while (forwarded() == before) {
            exchange(PAYLOAD_TYPE, 77);
        }
        assertThat(plane.workers.ssrcReports(KernelPlane.CALL).get(10, TimeUnit.SECONDS))
                .extracting(SsrcReport::ssrc)
                .containsExactlyInAnyOrder(1L, 2L, 77L);
    }

    @Test
    void shouldLetRtcpGoUp() throws Exception {
        long before = forwarded();
        plane.sendToA(KernelPlane.senderReport(1, 0x12345678));
        KernelPlane.receive(plane.phoneB);
        assertThat(forwarded()).isEqualTo(before);
        exchange(PAYLOAD_TYPE, 1);
        assertThat(forwarded()).as("RTP need not wait for it").isEqualTo(before + 1);
    }

    @Test
    void shouldNotForwardStrangers() throws Exception {
        plane.a.strictSource = true;
        plane.apply();
        moveIn();
        plane.sendToA(rtp(PAYLOAD_TYPE, 9999, 1)); // the right source, to be told apart
        assertThat(KernelPlane.number(KernelPlane.receive(plane.phoneB))).isEqualTo(9999);
        byte[] forged = rtp(PAYLOAD_TYPE, 6666, 1);
        plane.phoneB.send(new DatagramPacket(forged, forged.length, plane.phoneA.getLocalAddress(), plane.a.local().port()));
        number = 9999;
        exchange(PAYLOAD_TYPE, 1);
        while (plane.a.status.drops(DropReason.WRONG_SOURCE) == 0) { // the forged one goes the longer way
            plane.refresh();
        }
        assertThat(plane.a.status.drops(DropReason.WRONG_SOURCE)).isEqualTo(1);
        assertThat(plane.a.status.placement()).isEqualTo(Placement.KERNEL);
    }

    @Test
    void shouldTakeAStreamBackWhenTheReceiverMoves() throws Exception {
        plane.b.mediaHandover = true;
        plane.apply();
        moveIn();
        try (var elsewhere = new DatagramSocket(0, plane.phoneB.getLocalAddress())) {
            elsewhere.setSoTimeout(10_000);
            byte[] moved = rtp(PAYLOAD_TYPE, 1, 2);
            elsewhere.send(new DatagramPacket(moved, moved.length, plane.phoneB.getLocalAddress(), plane.b.local().port()));
            KernelPlane.receive(plane.phoneA);
            plane.sendToA(rtp(PAYLOAD_TYPE, ++number, 1));
            assertThat(KernelPlane.number(KernelPlane.receive(elsewhere))).isEqualTo(number);
        }
    }

    @Test
    void shouldForwardOneWayMediaWhenItIsUnidirectional() throws Exception {
        try (KernelPlane oneWay = new KernelPlane()) {
            oneWay.a.unidirectional = true;
            oneWay.apply();
            int sent = 0;
            while (oneWay.a.get(Cell.KERNEL_PACKETS) == 0) {
                oneWay.sendToA(rtp(PAYLOAD_TYPE, ++sent, 1));
                assertThat(KernelPlane.number(KernelPlane.receive(oneWay.phoneB))).isEqualTo(sent);
                oneWay.refresh();
            }
            assertThat(oneWay.a.status.placement()).isEqualTo(Placement.KERNEL);
            assertThat(oneWay.b.get(Cell.PACKETS)).isZero();
        }
    }

    @Test
    void shouldNotForwardOneWayMediaOtherwise() throws Exception {
        try (KernelPlane oneWay = new KernelPlane()) {
            for (int i = 1; i <= 50; i++) {
                oneWay.sendToA(rtp(PAYLOAD_TYPE, i, 1));
                KernelPlane.receive(oneWay.phoneB);
            }
            oneWay.refresh();
            assertThat(oneWay.a.get(Cell.KERNEL_PACKETS)).isZero();
            assertThat(oneWay.a.status.placement()).isEqualTo(Placement.LEARNING);
        }
    }

    @Test
    void shouldBeGoneAfterTheCall() throws Exception {
        plane.workers.remove(KernelPlane.CALL);
        plane.refresh();
        assertThat(plane.offload.summary().returns().get(Placement.ENDED)).isEqualTo(2);
        plane.refresh();
        assertThat(plane.a.get(Cell.PACKETS)).isEqualTo(number + 1);
    }
}
