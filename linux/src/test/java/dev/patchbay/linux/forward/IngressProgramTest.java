package dev.patchbay.linux.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.linux.bpf.BpfProgram.TestRun;
import dev.patchbay.net.IpAddress;
import dev.patchbay.net.TransportAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The program on packets of every kind, run by the kernel itself: exact verdicts, exact bytes. */
class IngressProgramTest {

    private static final TransportAddress ALICE = address("192.0.2.10", 20000);
    private static final TransportAddress LEFT = address("198.51.100.1", 30000);
    private static final TransportAddress RIGHT = address("198.51.100.2", 30002);
    private static final TransportAddress BOB = address("203.0.113.77", 40000);
    private static final TransportAddress ALICE6 = address("2001:db8::10", 20000);
    private static final TransportAddress LEFT6 = address("2001:db8:1::1", 30000);
    private static final TransportAddress RIGHT6 = address("2001:db8:2::ffff", 30002);
    private static final TransportAddress BOB6 = address("2001:db8:ffff:1:2:3:4:5", 40000);

    private static final int INTERFACE = 7;
    private static final int LIMIT = 64;
    /** The kernel takes no shorter test packets: Ethernet and IPv6 header. */
    private static final int SHORTEST = 54;
    private static final int TRAFFIC_CLASS = 184;
    private static final long FOR_EVER = Long.MAX_VALUE;

    private KernelForwarder forwarder;
    private FlowTable table;

    @BeforeEach
    void load() {
        try {
            forwarder = KernelForwarder.open(TestTable.NUMBER, LIMIT, KernelAttach.AUTO);
        } catch (IOException e) {
            Assumptions.abort("eBPF is not available here: " + e.getMessage());
        }
        forwarder.renewLease(FOR_EVER);
        table = forwarder.table(0, 1);
    }

    @AfterEach
    void close() {
        if (forwarder != null) {
            forwarder.close();
        }
    }

    private static TransportAddress address(String ip, int port) {
        return new TransportAddress(IpAddress.literal(ip), port);
    }

    private static Flow flow4() {
        return flow(ALICE, LEFT, RIGHT, BOB);
    }

    private static Flow flow6() {
        return flow(ALICE6, LEFT6, RIGHT6, BOB6);
    }

    private static Flow flow(
            TransportAddress source, TransportAddress local, TransportAddress newSource, TransportAddress newTarget) {
        return new Flow(
                local,
                source,
                newSource,
                newTarget,
                new Flow.Exit(INTERFACE, false, 1500),
                TRAFFIC_CLASS,
                PayloadTypeSet.NONE.with(8).with(101).with(96),
                0x11223344);
    }

    private static TestPacket packet(boolean ipv4) {
        return ipv4 ? new TestPacket(ALICE, LEFT) : new TestPacket(ALICE6, LEFT6);
    }

    /** What must come out. */
    private static TestPacket forwarded(boolean ipv4) {
        TestPacket packet = ipv4 ? new TestPacket(RIGHT, BOB) : new TestPacket(RIGHT6, BOB6);
        packet.hopLimit--;
        packet.trafficClass = TRAFFIC_CLASS;
        return packet;
    }

    /** Adds the flow and lets the first packet, which always goes up, be dealt with. */
    private FlowEntry running(Flow flow) throws IOException {
        FlowEntry entry = table.add(flow).orElseThrow();
        TestPacket first = packet(flow.source().equals(ALICE));
        assertThat(run(first).verdict()).isEqualTo(IngressProgram.UP);
        entry.acknowledge(first.sequenceNumber);
        return entry;
    }

    private TestRun run(TestPacket packet) throws IOException {
        return forwarder.ingress().test(packet.bytes(), 1);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private void shouldForward(TestPacket in, TestPacket out) throws IOException {
        TestRun result = run(in);
        assertThat(result.verdict()).isEqualTo(IngressProgram.FORWARDED);
        assertThat(hex(result.packet().array())).isEqualTo(hex(out.bytes()));
    }

    private void shouldGoUp(TestPacket packet) throws IOException {
        TestRun result = run(packet);
        assertThat(result.verdict()).isEqualTo(IngressProgram.UP);
        assertThat(hex(result.packet().array())).isEqualTo(hex(packet.bytes()));
    }

    @Test
    void shouldForwardWithExactBytes() throws IOException {
        running(flow4());
        running(flow6());
        for (boolean ipv4 : new boolean[] {true, false}) {
            shouldForward(packet(ipv4), forwarded(ipv4));
        }
    }

    @Test
    void shouldCountWhatItForwards() throws IOException {
        FlowEntry entry = running(flow4());
        for (int i = 0; i < 5; i++) {
            run(packet(true));
        }
        TestPacket other = packet(true);
        other.payloadType = 0x80 | 101;
        other.payloadBytes = 4;
        other.padding = 0;
        run(other);

        assertThat(entry.packets()).isEqualTo(6);
        assertThat(entry.bytes()).isEqualTo(5 * 172 + 16);
        assertThat(entry.wentUp()).isEqualTo(1);
        assertThat(entry.payloadType()).isEqualTo(101);
        assertThat(entry.lastNs()).isBetween(System.nanoTime() - 5_000_000_000L, System.nanoTime());
    }

    @Test
    void shouldKeepAMissingUdpChecksumMissingWithIpv4() throws IOException {
        running(flow4());
        TestPacket in = packet(true);
        TestPacket out = forwarded(true);
        in.withUdpChecksum = false;
        out.withUdpChecksum = false;
        shouldForward(in, out);
    }

    @Test
    void shouldKeepABrokenChecksumBroken() throws IOException {
        running(flow4());
        byte[] in = packet(true).bytes();
        byte[] out = forwarded(true).bytes();
        in[60] ^= 1;
        out[60] ^= 1;
        TestRun result = forwarder.ingress().test(in, 1);
        assertThat(hex(result.packet().array())).isEqualTo(hex(out));
    }

    /** A checksum that comes out as zero must be sent as 0xffff: zero would say that there is none. */
    @Test
    void shouldGiveExactBytesForRandomPackets() throws IOException {
        FlowEntry entry4 = running(flow4());
        FlowEntry entry6 = running(flow6());
        long seed = 20261122;
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 3000; i++) {
            boolean ipv4 = random.nextBoolean();
            TestPacket in = packet(ipv4);
            TestPacket out = forwarded(ipv4);
            in.payloadBytes = 6 + random.nextInt(1400);
            in.hopLimit = 2 + random.nextInt(254);
            in.trafficClass = random.nextInt(256);
            in.sequenceNumber = random.nextInt(65536);
            out.payloadBytes = in.payloadBytes;
            out.hopLimit = in.hopLimit - 1;
            out.sequenceNumber = in.sequenceNumber;
            shouldForward(in, out);
        }
        assertThat(entry4.packets() + entry6.packets()).isEqualTo(3000);
    }

    @TestFactory
    Stream<DynamicTest> shouldLeaveAloneWhatIsNotItsOwn() {
        return Stream.of(true, false)
                .flatMap(ipv4 -> Stream.of(
                        untouched("another source address", ipv4, p -> p.source = address(ipv4 ? "192.0.2.11" : "2001:db8::11", 20000)),
                        untouched("another source port", ipv4, p -> p.source = new TransportAddress(p.source.ip(), 20001)),
                        untouched("another local port", ipv4, p -> p.target = new TransportAddress(p.target.ip(), 30001)),
                        untouched("another local address", ipv4, p -> p.target = address(ipv4 ? "198.51.100.9" : "2001:db8:1::2", 30000)),
                        untouched("RTCP on the RTP port", ipv4, p -> p.payloadType = 200),
                        untouched("the last packet type of RTCP", ipv4, p -> p.payloadType = 223),
                        untouched("RTP version 1", ipv4, p -> p.firstByte = 0x40),
                        untouched("STUN", ipv4, p -> p.firstByte = 0x00),
                        untouched("DTLS", ipv4, p -> p.firstByte = 22),
                        untouched("TTL used up", ipv4, p -> p.hopLimit = 1),
                        untouched("TTL zero", ipv4, p -> p.hopLimit = 0),
                        untouched("TCP", ipv4, p -> p.protocol = 6),
                        untouched("VLAN tag", ipv4, p -> p.etherType = 0x8100),
                        untouched("ARP", ipv4, p -> p.etherType = 0x0806)));
    }

    private DynamicTest untouched(String what, boolean ipv4, Consumer<TestPacket> change) {
        return DynamicTest.dynamicTest(what + (ipv4 ? " (IPv4)" : " (IPv6)"), () -> {
            FlowEntry entry = running(ipv4 ? flow4() : flow6());
            TestPacket packet = packet(ipv4);
            change.accept(packet);
            shouldGoUp(packet);
            // They are no packets of the stream: those need not wait for them.
            assertThat(entry.wentUp()).isEqualTo(1);
            shouldForward(packet(ipv4), forwarded(ipv4));
        });
    }

    @Test
    void shouldLeaveFragmentsAndOptionsAlone() throws IOException {
        running(flow4());
        for (int fragment : new int[] {0x2000, 0x2001, 0x0001, 0x1fff}) {
            TestPacket packet = packet(true);
            packet.fragment = fragment;
            shouldGoUp(packet);
        }
        TestPacket withOptions = packet(true);
        withOptions.ipOptions = new byte[] {1, 1, 1, 1};
        shouldGoUp(withOptions);
        TestPacket notToBeFragmented = packet(true);
        notToBeFragmented.fragment = 0x4000;
        TestPacket out = forwarded(true);
        out.fragment = 0x4000;
        shouldForward(notToBeFragmented, out);
    }

    @Test
    void shouldLeaveIpv6ExtensionHeadersAndMissingChecksumsAlone() throws IOException {
        running(flow6());
        for (int header : new int[] {0, 43, 44, 60}) {
            TestPacket packet = packet(false);
            packet.protocol = header;
            shouldGoUp(packet);
        }
        TestPacket withoutChecksum = packet(false);
        withoutChecksum.withUdpChecksum = false;
        shouldGoUp(withoutChecksum);
    }

    @TestFactory
    Stream<DynamicTest> shouldLetRtpForUserSpaceGoUpAndWaitForIt() {
        return Stream.of(true, false)
                .flatMap(ipv4 -> Stream.of(
                        inOrder("payload type not in the set", ipv4, p -> p.payloadType = 0),
                        inOrder("payload type not in the set, with marker", ipv4, p -> p.payloadType = 0x80 | 102),
                        inOrder("another SSRC", ipv4, p -> p.ssrc = 1),
                        inOrder("longer than the way out takes", ipv4, p -> p.payloadBytes = 1490),
                        inOrder("padded Ethernet frame", ipv4, p -> p.padding = 3)));
    }

    private DynamicTest inOrder(String what, boolean ipv4, Consumer<TestPacket> change) {
        return DynamicTest.dynamicTest(what + (ipv4 ? " (IPv4)" : " (IPv6)"), () -> {
            FlowEntry entry = running(ipv4 ? flow4() : flow6());
            TestPacket odd = packet(ipv4);
            change.accept(odd);
            odd.sequenceNumber = 2000;
            shouldGoUp(odd);
            TestPacket next = packet(ipv4);
            next.sequenceNumber = 2001;
            shouldGoUp(next);
            entry.acknowledge(2000);
            shouldGoUp(next);
            entry.acknowledge(2001);
            shouldForward(packet(ipv4), forwarded(ipv4));
        });
    }

    @Test
    void shouldLetTheFirstPacketOfAFlowGoUp() throws IOException {
        FlowEntry entry = table.add(flow4()).orElseThrow();
        entry.acknowledge(999); // was on its way when the flow began
        shouldGoUp(packet(true));
        shouldGoUp(packet(true));
        entry.acknowledge(1000);
        shouldForward(packet(true), forwarded(true));
    }

    @Test
    void shouldNotWaitForAUserSpaceThatNeverCatchesUp() throws IOException {
        FlowEntry entry = table.add(flow4()).orElseThrow();
        shouldGoUp(packet(true));
        assertThat(entry.isLastUp(1000)).isTrue();
        entry.acknowledgeEverything();
        shouldForward(packet(true), forwarded(true));
        entry.acknowledge(999);
        shouldGoUp(packet(true));
    }

    @Test
    void shouldFollowANewSsrc() throws IOException {
        FlowEntry entry = running(flow4());
        TestPacket in = packet(true);
        in.ssrc = 0xcafebabe;
        in.sequenceNumber = 7;
        shouldGoUp(in);
        entry.setSsrc(0xcafebabe);
        entry.acknowledge(7);
        TestPacket out = forwarded(true);
        out.ssrc = in.ssrc;
        out.sequenceNumber = 7;
        shouldForward(in, out);
    }

    @Test
    void shouldForwardNothingWithoutLease() throws IOException {
        running(flow4());
        forwarder.renewLease(System.nanoTime() - 1_000_000_000L);
        shouldGoUp(packet(true));
        forwarder.renewLease(FOR_EVER);
        shouldForward(packet(true), forwarded(true));
    }

    @Test
    void shouldForwardNothingOfARemovedFlow() throws IOException {
        FlowEntry entry = running(flow4());
        table.remove(entry);
        shouldGoUp(packet(true));
        assertThat(entry.packets()).isZero();
        table.release(entry);
        assertThat(table.size()).isZero();
    }

    @Test
    void shouldSendThroughLoopbackOnlyWhatCameFromThere() throws IOException {
        Flow flow = new Flow(
                LEFT, ALICE, RIGHT, BOB, new Flow.Exit(1, true, 65536), 0, PayloadTypeSet.NONE.with(8), 0x11223344);
        running(flow); // test packets come from lo, which is interface 1
        TestPacket out = forwarded(true);
        out.trafficClass = 0;
        shouldForward(packet(true), out);

        Flow elsewhere = new Flow(
                LEFT, ALICE, RIGHT, BOB, new Flow.Exit(2, true, 65536), 0, PayloadTypeSet.NONE.with(8), 0x11223344);
        FlowEntry entry = table.add(elsewhere).orElseThrow();
        entry.acknowledge(1000);
        shouldGoUp(packet(true));
    }

    @Test
    void shouldGiveUpAtItsLimit() throws IOException {
        for (int i = 0; i < LIMIT; i++) {
            assertThat(table.add(flow(ALICE, address("198.51.100.1", 30100 + i), RIGHT, BOB))).isPresent();
        }
        assertThat(table.add(flow4())).isEmpty();
        assertThat(table.size()).isEqualTo(table.limit());
    }

    /** That it counts those it knows needs a packet under way: {@code KernelForwarderTest}. */
    @Test
    void shouldNotCountStrangersOnTheWayOut() throws IOException {
        FlowEntry entry = running(flow4());
        TestRun result = forwarder.egress().test(forwarded(true).bytes(), 1);
        assertThat(result.verdict()).isEqualTo(IngressProgram.UP);
        assertThat(entry.sent()).isZero();
    }

    private static byte[] context(int field, int value) {
        ByteBuffer context = ByteBuffer.allocate(PacketField.CONTEXT_BYTES).order(ByteOrder.nativeOrder());
        return context.putInt(field, value).array();
    }

    @Test
    void shouldLeaveSegmentedPacketsAlone() throws IOException {
        running(flow4());
        byte[] packet = packet(true).bytes();
        TestRun result = forwarder.ingress().test(packet, 1, context(PacketField.SEGMENT_SIZE, 100));
        assertThat(result.verdict()).isEqualTo(IngressProgram.UP);
    }

    @Test
    void shouldNotSufferFromRandomBytes() throws IOException {
        running(flow4());
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(4711);
        for (int i = 0; i < 2000; i++) {
            byte[] packet = random.nextInt(4) == 0 ? new byte[SHORTEST + random.nextInt(200)] : packet(true).bytes();
            boolean isOwn = packet[12] == 8;
            if (!isOwn) {
                random.nextBytes(packet);
                packet[0] = 0;
            }
            byte[] cut = Arrays.copyOf(packet, SHORTEST + random.nextInt(packet.length - SHORTEST + 1));
            TestRun result = forwarder.ingress().test(cut, 1);
            assertThat(result.verdict()).isIn(IngressProgram.UP, IngressProgram.FORWARDED);
            if (cut.length != packet.length) {
                assertThat(result.verdict()).isEqualTo(IngressProgram.UP);
            }
        }
    }
}
