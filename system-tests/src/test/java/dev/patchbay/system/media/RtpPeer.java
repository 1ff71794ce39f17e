package dev.patchbay.system.media;

import dev.patchbay.system.net.NetNamespace;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/**
 * The media side of one phone: sends a tone in RTP packets of 20 ms, and keeps count and sound of what arrives. Sending and receiving
 * have a thread each; the accessors may be called from any. Close it to free the port.
 */
public final class RtpPeer implements AutoCloseable {
    private static final int PACKET_SAMPLES = 160;
    private static final long PACKET_NS = Duration.ofMillis(20).toNanos();
    private static final int RTP_HEADER_BYTES = 12;
    private static final int MAX_PACKET_BYTES = 2048;
    /** Sound kept of what was heard: the last ten seconds. */
    private static final int MAX_HEARD_SAMPLES = 10 * Tone.SAMPLE_RATE_HZ;

    private final DatagramSocket socket;
    private final G711 law;
    private final int ssrc;
    private final Object lock = new Object();
    private final short[] heard = new short[MAX_HEARD_SAMPLES];
    private int heardCount; // guarded by lock
    private int packetsReceived; // guarded by lock
    private int packetsOutOfOrder; // guarded by lock
    private int packetsMissing; // guarded by lock
    private int nextSequenceNumber = -1; // guarded by lock
    private long lastReceivedNs; // guarded by lock
    private long longestGapNs; // guarded by lock
    private InetSocketAddress lastSource = new InetSocketAddress(0); // guarded by lock
    private volatile int packetsSent;
    private volatile boolean sending;

    private RtpPeer(DatagramSocket socket, G711 law, int ssrc) {
        this.socket = socket;
        this.law = law;
        this.ssrc = ssrc;
        Thread.ofPlatform().daemon().name("rtp-in").start(this::receive);
    }

    /** Opens the phone's RTP port in its namespace. */
    public static RtpPeer open(NetNamespace namespace, InetSocketAddress local, G711 law, int ssrc) throws IOException, InterruptedException {
        return new RtpPeer(namespace.udpSocket(local), law, ssrc);
    }

    /** Opens the phone's RTP port on this machine. */
    public static RtpPeer open(InetSocketAddress local, G711 law, int ssrc) throws IOException {
        return new RtpPeer(new DatagramSocket(local), law, ssrc);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** Starts to send a tone, 50 packets a second, until {@link #stopSending}. */
    public void startSending(InetSocketAddress target, double frequencyHz) {
        sending = true;
        Thread.ofPlatform().daemon().name("rtp-out").start(() -> send(target, frequencyHz));
    }

    /** Stops sending and returns the number of packets sent so far, by all tones together. */
    public int stopSending() {
        sending = false;
        synchronized (this) {
            return packetsSent;
        }
    }

    public int packetsSent() {
        return packetsSent;
    }

    public int packetsReceived() {
        synchronized (lock) {
            return packetsReceived;
        }
    }

    /** Packets that did not bear the sequence number after that of the packet before. */
    public int packetsOutOfOrder() {
        synchronized (lock) {
            return packetsOutOfOrder;
        }
    }

    /** Sequence numbers that were left out on the way to the newest one, whether they came later or not. */
    public int packetsMissing() {
        synchronized (lock) {
            return packetsMissing;
        }
    }

    /** The longest time without a packet since the last call, the present one included. */
    public Duration takeLongestGap() {
        synchronized (lock) {
            long gapNs = Math.max(longestGapNs, System.nanoTime() - lastReceivedNs);
            longestGapNs = 0;
            return Duration.ofNanos(gapNs);
        }
    }

    /** Where the newest packet came from. */
    public InetSocketAddress lastSource() {
        synchronized (lock) {
            return lastSource;
        }
    }

    /** Waits until that many packets have arrived in all. */
    public void awaitReceived(int count, Duration atMost) {
        Awaitility.await(count + " packets at port " + port()).atMost(atMost).pollInterval(Duration.ofMillis(10)).until(() -> packetsReceived() >= count);
    }

    /** The newest sound, at most that many samples. */
    public short[] newestSound(int samples) {
        synchronized (lock) {
            int count = Math.min(samples, heardCount);
            return Arrays.copyOfRange(heard, heardCount - count, heardCount);
        }
    }

    @Override
    public void close() {
        sending = false;
        socket.close();
    }

    private synchronized void send(InetSocketAddress target, double frequencyHz) {
        ByteBuffer packet = ByteBuffer.allocate(RTP_HEADER_BYTES + PACKET_SAMPLES);
        long nextNs = System.nanoTime();
        while (sending && !socket.isClosed()) {
            int number = packetsSent;
            packet.clear();
            packet.put((byte) 0x80).put((byte) law.payloadType()).putShort((short) number).putInt(number * PACKET_SAMPLES).putInt(ssrc);
            for (short sample : Tone.samples(frequencyHz, (long) number * PACKET_SAMPLES, PACKET_SAMPLES)) {
                packet.put(law.encode(sample));
            }
            try {
                socket.send(new DatagramPacket(packet.array(), packet.position(), target));
                packetsSent = number + 1;
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new IllegalStateException(e);
                }
            }
            nextNs += PACKET_NS;
            LockSupport.parkNanos(nextNs - System.nanoTime());
        }
    }

    private void receive() {
        DatagramPacket packet = new DatagramPacket(new byte[MAX_PACKET_BYTES], MAX_PACKET_BYTES);
        while (!socket.isClosed()) {
            try {
                packet.setLength(MAX_PACKET_BYTES);
                socket.receive(packet);
            } catch (IOException e) {
                continue;
            }
            if (packet.getLength() > RTP_HEADER_BYTES && (packet.getData()[1] & 0x7f) == law.payloadType()) {
                keep(packet);
            }
        }
    }

    private void keep(DatagramPacket packet) {
        synchronized (lock) {
            packetsReceived++;
            long now = System.nanoTime();
            longestGapNs = Math.max(longestGapNs, lastReceivedNs == 0 ? 0 : now - lastReceivedNs);
            lastReceivedNs = now;
            int sequenceNumber = Short.toUnsignedInt(ByteBuffer.wrap(packet.getData()).getShort(2));
            if (nextSequenceNumber >= 0 && sequenceNumber != nextSequenceNumber) {
                packetsOutOfOrder++;
                packetsMissing += Math.max(0, (short) (sequenceNumber - nextSequenceNumber));
            }
            nextSequenceNumber = (sequenceNumber + 1) & 0xffff;
            lastSource = (InetSocketAddress) packet.getSocketAddress();
            int samples = packet.getLength() - RTP_HEADER_BYTES;
            if (heardCount + samples > heard.length) {
                int keep = heard.length / 2;
                System.arraycopy(heard, heardCount - keep, heard, 0, keep);
                heardCount = keep;
            }
            for (int i = 0; i < samples; i++) {
                heard[heardCount++] = law.decode(packet.getData()[RTP_HEADER_BYTES + i]);
            }
        }
    }
}
