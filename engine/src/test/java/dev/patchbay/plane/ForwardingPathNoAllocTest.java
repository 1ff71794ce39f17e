package dev.patchbay.plane;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.patchbay.ice.IceSettings;
import dev.patchbay.linux.datagram.Datagram;
import dev.patchbay.linux.datagram.DatagramHandler;
import dev.patchbay.linux.datagram.DatagramIo;
import dev.patchbay.linux.datagram.MediaSocket;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.ComponentKind;
import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plan.DropReason;
import dev.patchbay.plan.ForwardingPlan;
import dev.patchbay.plan.MediaPort;
import dev.patchbay.plan.Sink;
import dev.patchbay.quality.MosFormula;
import dev.patchbay.quality.SsrcTable;
import dev.patchbay.sim.TestHandshakes;
import dev.patchbay.srtp.CryptoSuite;
import dev.patchbay.srtp.SentIndexes;
import dev.patchbay.srtp.SrtpParameters;
import dev.patchbay.srtp.SrtpSender;
import dev.patchbay.srtp.SrtpWorkspace;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forwarding path allocates nothing: not for RTP, RTCP, DTMF or drops, not for rewriting. */
class ForwardingPathNoAllocTest {

    private static final int WARM_UP_PACKETS = 30_000;
    private static final int MEASURED_PACKETS = 60_000;
    /** What asking for the figure and a late compilation may cost; one byte for each packet would be far more. */
    private static final long TOLERATED_BYTES = 4096;

    private final RepeatingIo io = new RepeatingIo();
    private final NoEvents events = new NoEvents();
    private long nowNs = 1_000_000_000L;
    private final MediaWorker worker = new MediaWorker(
            io, this::nowNs, () -> 1_700_000_000_000L + nowNs / 1_000_000, new PlaneSettings(MosFormula.CQ, new IceSettings("rtpengine-test", false), new SplittableRandom(1), TestHandshakes.UNLIMITED), events, new CommandQueue(100), null);
    private final ComponentDraft a = new ComponentDraft();
    private final ComponentDraft aRtcp = new ComponentDraft();
    private final ComponentDraft b = new ComponentDraft();
    private final ComponentDraft bRtcp = new ComponentDraft();
    private final TransportAddress phoneA = TransportAddress.of("198.51.100.1", 4000);
    private final TransportAddress phoneB = TransportAddress.of("198.51.100.2", 4000);

    private long nowNs() {
        return nowNs;
    }

    @BeforeEach
    void describeTheCall() {
        int port = 30000;
        for (ComponentDraft draft : List.of(a, aRtcp, b, bRtcp)) {
            draft.ports.add(new MediaPort(new NamedSocket(TransportAddress.of("192.0.2.1", port++)), "default"));
            draft.clockRate(0, 8000).clockRate(101, 8000);
            draft.telephoneEvents.add(101);
        }
        aRtcp.kind = ComponentKind.RTCP;
        bRtcp.kind = ComponentKind.RTCP;
        a.signalled = phoneA;
        aRtcp.signalled = phoneA;
        b.signalled = phoneB;
        bRtcp.signalled = phoneB;
        a.sinks.add(new Sink(2, 3, false));
        aRtcp.sinks.add(new Sink(3, -1, true));
        b.sinks.add(new Sink(0, 1, false));
        bRtcp.sinks.add(new Sink(1, -1, false));
    }

    private void apply() {
        worker.queue().put(new WorkerCommand.ApplyPlan(new ForwardingPlan(
                "c1", nowNs, List.of(a.plan(), aRtcp.plan(), b.plan(), bRtcp.plan()), List.of())));
    }

    /** Tokens are given in the order of the plan's ports. */
    private void repeat(int token, TransportAddress source, byte[] bytes) {
        io.datagrams.add(new FixedDatagram(token, source, bytes));
    }

    private long allocatedBy(int packets) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().threadId();
        long before = threads.getThreadAllocatedBytes(thread);
        for (int handled = 0; handled < packets; ) {
            handled += worker.doWork(false);
            nowNs += 20_000_000;
        }
        return threads.getThreadAllocatedBytes(thread) - before;
    }

    private void assertNoAllocation() throws IOException {
        apply();
        worker.doWork(false);
        allocatedBy(WARM_UP_PACKETS);
        long sentBefore = io.sent;
        assertThat(allocatedBy(MEASURED_PACKETS)).isLessThan(TOLERATED_BYTES);
        assertThat(io.sent).as("packets really went through").isGreaterThan(sentBefore);
        assertThat(worker.counters().get(WorkerCounters.Counter.FAILURES)).isZero();
    }

    private void repeatMedia() {
        repeat(0, phoneA, Packets.rtp(0, 1, 160, 0xa));
        repeat(2, phoneB, Packets.rtp(0, 1, 160, 0xb));
        repeat(0, phoneA, Packets.telephoneEvent(101, 2, 320, 0xa, 5, false, 160));
        repeat(0, phoneA, Packets.telephoneEvent(101, 3, 320, 0xa, 5, true, 800));
        repeat(0, phoneA, Packets.rtp(96, 1, 160, 0xa));
        repeat(0, phoneA, new byte[] {1, 2, 3});
    }

    @Test
    void shouldNotAllocateForMedia() throws IOException {
        repeatMedia();
        assertNoAllocation();
        assertThat(a.status.isConfirmed()).isTrue();
        assertThat(events.dtmf).isEqualTo(1);
    }

    @Test
    void shouldNotAllocateForReports() throws IOException {
        repeatMedia();
        repeat(1, phoneA, Packets.join(
                Packets.senderReport(0xa, 0x123456789abcL), Packets.rtcp(205, 1, 1, 2), Packets.rtcp(203, 1, 0xa)));
        repeat(3, phoneB, Packets.receiverReport(0xb, 0xa, 3, 4, 5, 0x56789abc >>> 0, 1));
        repeat(3, phoneB, Packets.receiverReport(0xb, 0xa, 3, 4, 5, (int) (0x123456789abcL >>> 16), 1));
        repeat(0, phoneA, Packets.senderReport(0xa, 0x223456789abcL));
        repeat(1, phoneA, Packets.rtcp(205, 1, 1, 2));
        repeat(1, phoneA, Packets.rtcp(200, 0, 1));
        assertNoAllocation();
        assertThat(aRtcp.status.drops(DropReason.FEEDBACK_ONLY)).isPositive();
        assertThat(aRtcp.status.drops(DropReason.MALFORMED_RTCP)).isPositive();
    }

    @Test
    void shouldNotAllocateForSourcesThatAppearWithoutEnd() throws IOException {
        for (int i = 0; i < 3 * SsrcTable.MAX_SOURCES; i++) {
            repeat(0, phoneA, Packets.rtp(0, i, 160, i));
        }
        assertNoAllocation();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldNotAllocateForStrangers(boolean strict) throws IOException {
        a.strictSource = strict;
        repeat(0, phoneA, Packets.rtp(0, 1, 160, 0xa));
        repeat(0, TransportAddress.of("203.0.113.9", 9), Packets.rtp(0, 1, 160, 0xa));
        assertNoAllocation();
        assertThat(a.status.drops(DropReason.WRONG_SOURCE) > 0).isEqualTo(strict);
    }

    @Test
    void shouldNotAllocateForCopies() throws IOException {
        aRtcp.sinks.add(new Sink(2, -1, false));
        repeat(1, phoneA, Packets.join(Packets.receiverReport(0xa, 1, 0, 0, 0, 0, 0), Packets.rtcp(206, 1, 1, 2)));
        assertNoAllocation();
        assertThat(io.copies).isPositive();
    }

    /** One party with SRTP and one without, then both with keys of their own. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldNotAllocateForSrtp(boolean both) throws IOException {
        SrtpParameters fromA = Srtp.parameters(CryptoSuite.AES_CM_128_HMAC_SHA1_80, 1);
        a.security = Srtp.keyed(fromA, Srtp.parameters(CryptoSuite.AES_CM_128_HMAC_SHA1_80, 2));
        if (both) {
            b.security = Srtp.keyed(
                    Srtp.parameters(CryptoSuite.AES_CM_128_HMAC_SHA1_32, 3), Srtp.parameters(CryptoSuite.AES_256_CM_HMAC_SHA1_80, 4));
        }
        SrtpSender phone = new SrtpSender(fromA, new SentIndexes());
        SrtpSender otherPhone = new SrtpSender(Srtp.parameters(CryptoSuite.AES_CM_128_HMAC_SHA1_32, 3), new SentIndexes());
        SrtpWorkspace workspace = new SrtpWorkspace();
        repeat(0, phoneA, Packets.rtp(0, 0, 160, 0xa));
        io.datagrams.getLast().onRestore = datagram -> number(datagram, phone, workspace);
        repeat(2, phoneB, Packets.rtp(0, 0, 160, 0xb));
        io.datagrams.getLast().onRestore = datagram -> number(datagram, both ? otherPhone : null, workspace);
        repeat(0, phoneA, Packets.rtp(0, 1, 160, 0xa)); // a forgery
        assertNoAllocation();
        assertThat(a.status.drops(DropReason.SRTP_UNAUTHENTIC)).isPositive();
        assertThat(a.status.get(ComponentStatus.Cell.SRTP_OPENED)).isPositive();
        assertThat(b.status.drops(DropReason.SRTP_INDEX_USED)).isZero();
        assertThat(b.status.drops(DropReason.SRTP_REPLAYED)).isZero();
    }

    /** Gives it the next sequence number and, unless {@code phone} is null, protects it. */
    private static void number(FixedDatagram datagram, SrtpSender phone, SrtpWorkspace workspace) {
        datagram.bytes.putShort(2, (short) datagram.restored++);
        if (phone != null) {
            workspace.load(datagram.bytes, datagram.length);
            phone.protectRtp(workspace);
            workspace.store(datagram.bytes);
            datagram.length = workspace.length();
        }
    }

    private static final class NoEvents implements MediaEvents {
        private int dtmf;

        @Override
        public void onDtmf(DtmfEvent event) {
            dtmf++;
        }

        @Override
        public void onPortsClosed(List<MediaPort> ports) {}

        @Override
        public void onEndpoint(String callId, ComponentStatus status, boolean changed) {}
    }

    private record NamedSocket(TransportAddress local) implements MediaSocket {
        @Override
        public void setTrafficClass(int value) {}

        @Override
        public void close() {}
    }

    /** Hands out the same datagrams again and again, restored to what they were. */
    private static final class RepeatingIo implements DatagramIo {
        private final List<FixedDatagram> datagrams = new ArrayList<>();
        private final FixedDatagram spare = new FixedDatagram(-1, TransportAddress.of("0.0.0.0", 0), new byte[0]);
        private long sent;
        private long copies;

        @Override
        public void attach(MediaSocket socket, int token) {}

        @Override
        public void detach(MediaSocket socket) {}

        @Override
        public int poll(long timeoutNs, DatagramHandler handler) {
            for (int i = 0; i < datagrams.size(); i++) {
                FixedDatagram datagram = datagrams.get(i);
                datagram.restore();
                handler.onDatagram(datagram);
            }
            return datagrams.size();
        }

        @Override
        public void send(MediaSocket socket, Datagram datagram, TransportAddress target) {
            sent++;
        }

        @Override
        public void flush() {}

        @Override
        public Datagram allocate() {
            return spare;
        }

        @Override
        public Datagram copy(Datagram datagram) {
            copies++;
            spare.bytes.put(0, datagram.bytes(), 0, datagram.length());
            spare.length = datagram.length();
            return spare;
        }

        @Override
        public void wakeup() {}

        @Override
        public long sendErrors() {
            return 0;
        }

        @Override
        public void close() {}
    }

    private static final class FixedDatagram implements Datagram {
        private final ByteBuffer bytes = ByteBuffer.allocateDirect(MAX_LENGTH);
        private final byte[] original;
        private final int token;
        private final TransportAddress source;
        private int length;
        private int restored;
        private Consumer<FixedDatagram> onRestore = _ -> {};

        private FixedDatagram(int token, TransportAddress source, byte[] original) {
            this.token = token;
            this.source = source;
            this.original = original;
        }

        private void restore() {
            bytes.put(0, original);
            length = original.length;
            onRestore.accept(this);
        }

        @Override
        public int token() {
            return token;
        }

        @Override
        public ByteBuffer bytes() {
            return bytes;
        }

        @Override
        public int length() {
            return length;
        }

        @Override
        public void setLength(int newLength) {
            length = newLength;
        }

        @Override
        public boolean isTruncated() {
            return false;
        }

        @Override
        public boolean isFrom(TransportAddress address) {
            return source.port() == address.port() && source.ip().low() == address.ip().low();
        }

        @Override
        public boolean isFromIp(TransportAddress address) {
            return source.ip().low() == address.ip().low();
        }

        @Override
        public int sourcePort() {
            return source.port();
        }

        @Override
        public TransportAddress copySource() {
            return new TransportAddress(source.ip(), source.port());
        }
    }
}
