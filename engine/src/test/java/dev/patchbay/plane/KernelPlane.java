package dev.patchbay.plane;

import dev.patchbay.ice.IceSettings;
import dev.patchbay.linux.datagram.MediaSockets;
import dev.patchbay.linux.datagram.MediaTier;
import dev.patchbay.linux.datagram.MediaTierProbe;
import dev.patchbay.linux.datagram.SocketOptions;
import dev.patchbay.net.IpAddress;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.offload.KernelOffload;
import dev.patchbay.offload.OffloadSettings;
import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plan.EndpointLearning;
import dev.patchbay.plan.ForwardingPlan;
import dev.patchbay.plan.MediaPort;
import dev.patchbay.plan.Sink;
import dev.patchbay.quality.MosFormula;
import dev.patchbay.sim.TestHandshakes;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Assumptions;

/** A call between two sockets on {@code lo}, with a media plane that uses the kernel; aborts the test where that is not possible. */
final class KernelPlane implements AutoCloseable {

    static final String CALL = "c1";
    static final int PAYLOAD_TYPE = 8;
    static final int EVENT_TYPE = 101;

    /** Tables that nobody else has, whatever else runs on this host. */
    private static final AtomicInteger NEXT_TABLE =
            new AtomicInteger((int) (ProcessHandle.current().pid() % 90_000) * 1_000);
    private static final String LOCALHOST = "127.0.0.1";
    private static final int SOCKET_BUFFER_BYTES = 4 << 20;
    private static final int RTP_BYTES = 172;

    final KernelOffload offload;
    final MediaWorkers workers;
    final ComponentDraft a = new ComponentDraft();
    final ComponentDraft b = new ComponentDraft();
    final DatagramSocket phoneA;
    final DatagramSocket phoneB;
    private final MediaSockets sockets;
    private final long signalledNs;

    private static final MediaEvents NO_EVENTS = new MediaEvents() {
        @Override
        public void onDtmf(DtmfEvent event) {}

        @Override
        public void onPortsClosed(List<MediaPort> ports) {}

        @Override
        public void onEndpoint(String callId, ComponentStatus status, boolean changed) {}
    };

    KernelPlane() throws IOException {
        this(true, MediaWorkers.systemClock());
    }

    /**
     * @param withKernel false for the same without in-kernel forwarding
     * @param clock of the workers
     */
    KernelPlane(boolean withKernel, LongSupplier clock) throws IOException {
        offload = withKernel ? openOffload() : null;
        sockets = new MediaTierProbe()
                .choose(MediaTier.AUTO, new SocketOptions(SOCKET_BUFFER_BYTES))
                .sockets();
        workers = new MediaWorkers(
                sockets,
                1,
                MediaWorkers.Threading.DEDICATED,
                clock,
                () -> 0,
                new PlaneSettings(
                        MosFormula.CQ,
                        new IceSettings("rtpengine-test", false),
                        new SplittableRandom(1),
                        TestHandshakes.UNLIMITED),
                NO_EVENTS,
                offload);
        signalledNs = workers.nowNs();
        phoneA = phone();
        phoneB = phone();
        describe(a, phoneA, 1);
        describe(b, phoneB, 0);
        apply();
    }

    private static KernelOffload openOffload() {
        try {
            return KernelOffload.open(
                    OffloadSettings.ofTable(NEXT_TABLE.getAndIncrement()), Set.of(IpAddress.literal(LOCALHOST)), System::nanoTime);
        } catch (IOException e) {
            return Assumptions.abort("no in-kernel forwarding here: " + e.getMessage());
        }
    }

    static DatagramSocket phone() throws IOException {
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress(LOCALHOST, 0));
        socket.setReceiveBufferSize(SOCKET_BUFFER_BYTES);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private void describe(ComponentDraft draft, DatagramSocket phone, int sink) throws IOException {
        draft.ports.add(new MediaPort(sockets.bind(TransportAddress.of(LOCALHOST, 0)), "default"));
        draft.signalled = TransportAddress.of(LOCALHOST, phone.getLocalPort());
        draft.learning = EndpointLearning.IMMEDIATE;
        draft.clockRate(PAYLOAD_TYPE, 8000).clockRate(EVENT_TYPE, 8000);
        draft.telephoneEvents.add(EVENT_TYPE);
        // RTCP comes multiplexed.
        draft.sinks.add(new Sink(sink, sink, false));
    }

    /** Puts the plan in force, again and again without any change if nothing was changed. */
    void apply() {
        workers.apply(new ForwardingPlan(CALL, signalledNs, List.of(a.plan(), b.plan()), List.of()));
    }

    /** Has the worker bring the counters up to date. */
    void refresh() throws Exception {
        workers.ssrcReports(CALL).get(10, TimeUnit.SECONDS);
    }

    static byte[] rtp(int payloadType, int number, int ssrc) {
        ByteBuffer packet = ByteBuffer.allocate(RTP_BYTES);
        packet.put((byte) 0x80).put((byte) payloadType).putShort((short) number).putInt(number * 160).putInt(ssrc);
        return packet.putInt(number).array();
    }

    /** A sender report (RFC 3550, section 6.4.1). */
    static byte[] senderReport(int ssrc, int ntpMiddle) {
        return ByteBuffer.allocate(28)
                .put((byte) 0x80).put((byte) 200).putShort((short) 6)
                .putInt(ssrc).putInt(ntpMiddle >>> 16).putInt(ntpMiddle << 16).putInt(0).putInt(0).putInt(0)
                .array();
    }

    /** A receiver report with one block (RFC 3550, section 6.4.2). */
    static byte[] receiverReport(int ssrc, int about, int lostOf256, int lost, int jitter, int lastReport) {
        return ByteBuffer.allocate(32)
                .put((byte) 0x81).put((byte) 201).putShort((short) 7)
                .putInt(ssrc).putInt(about).putInt(lostOf256 << 24 | lost).putInt(0).putInt(jitter).putInt(lastReport).putInt(0)
                .array();
    }

    static int number(DatagramPacket packet) {
        return ByteBuffer.wrap(packet.getData()).getInt(12);
    }

    void sendToA(byte[] packet) throws IOException {
        send(phoneA, packet, a);
    }

    void sendToB(byte[] packet) throws IOException {
        send(phoneB, packet, b);
    }

    static void send(DatagramSocket from, byte[] packet, ComponentDraft to) throws IOException {
        from.send(new DatagramPacket(packet, packet.length, InetAddress.getByName(LOCALHOST), to.local().port()));
    }

    static DatagramPacket receive(DatagramSocket phone) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        phone.receive(packet);
        return packet;
    }

    /** One packet each way, so that both endpoints are confirmed. */
    void settle() throws IOException {
        sendToA(rtp(PAYLOAD_TYPE, 0, 1));
        receive(phoneB);
        sendToB(rtp(PAYLOAD_TYPE, 0, 2));
        receive(phoneA);
    }

    @Override
    public void close() {
        workers.close();
        if (offload != null) {
            offload.close();
        }
        phoneA.close();
        phoneB.close();
    }
}
