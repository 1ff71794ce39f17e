package dev.patchbay.plane;

import dev.patchbay.linux.datagram.MediaSocket;
import dev.patchbay.linux.datagram.MediaSockets;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.ComponentKind;
import dev.patchbay.plan.ComponentPlan;
import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plan.EndpointLearning;
import dev.patchbay.plan.ForwardingPlan;
import dev.patchbay.plan.MediaPort;
import dev.patchbay.plan.MediaSecurity;
import dev.patchbay.plan.PayloadClock;
import dev.patchbay.plan.Sink;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Carries packets of a call of its own through a media worker of its own, over loopback sockets, until Java has compiled the packet
 * path: the first tens of thousands of packets cost several times as much as later ones. One thread.
 */
public final class MediaWarmup {

    private static final TransportAddress LOOPBACK = TransportAddress.of("127.0.0.1", 0);
    /** Enough for the optimizing compiler to have seen every step often. */
    private static final int PACKETS = 60_000;

    private static final int PER_TURN = 16;
    private static final int TURNS_PER_CLOCK_READING = 16;
    private static final int RTP_LENGTH = 172;
    private static final int SSRC_OFFSET = 8;
    private static final int PCMA = 8;
    private static final int PCMA_RATE_HZ = 8000;
    private static final int SAMPLES = 160;
    private static final int MAX_COMMANDS = 8;
    /** How much later each reading of its clock is: endpoints are confirmed soon, and everything after that is practised too. */
    private static final long CLOCK_STEP_NS = 1_000_000;

    private static final MediaEvents NOBODY = new MediaEvents() {
        @Override
        public void onDtmf(DtmfEvent event) {}

        @Override
        public void onPortsClosed(List<MediaPort> ports) {}

        @Override
        public void onEndpoint(String callId, ComponentStatus status, boolean changed) {}
    };

    private final MediaSockets sockets;
    private final PlaneSettings settings;
    private final LongSupplier clock;
    private final ByteBuffer packet = ByteBuffer.allocateDirect(RTP_LENGTH);
    private final ByteBuffer arrival = ByteBuffer.allocateDirect(RTP_LENGTH);
    private long nowNs = CLOCK_STEP_NS;

    /**
     * @param sockets of the tier that the relay uses
     * @param clock nanoseconds, monotonic
     */
    public MediaWarmup(MediaSockets sockets, PlaneSettings settings, LongSupplier clock) {
        this.settings = settings;
        this.sockets = sockets;
        this.clock = clock;
    }

    /**
     * Runs, for so long at most. Nothing of it stays open.
     *
     * @param isEnough asked every few turns
     * @return packets that went through; 0 when there are no loopback sockets to be had
     */
    public int run(long mostNs, BooleanSupplier isEnough) {
        List<MediaSocket> bound = new ArrayList<>();
        try (DatagramChannel caller = phone();
                DatagramChannel callee = phone()) {
            bound.add(sockets.bind(LOOPBACK));
            bound.add(sockets.bind(LOOPBACK));
            MediaWorker worker = new MediaWorker(
                    sockets.openIo(),
                    () -> nowNs += CLOCK_STEP_NS,
                    () -> 0,
                    settings,
                    NOBODY,
                    new CommandQueue(MAX_COMMANDS),
                    null);
            try {
                worker.queue().put(new WorkerCommand.ApplyPlan(plan(bound, caller, callee)));
                List<MediaSocket> ports = List.copyOf(bound);
                bound.clear(); // the worker closes them from here on
                return exchange(worker, ports, caller, callee, mostNs, isEnough);
            } finally {
                worker.close();
            }
        } catch (IOException e) {
            return 0;
        } finally {
            bound.forEach(MediaSocket::close);
        }
    }

    private static DatagramChannel phone() throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.bind(LOOPBACK.toInetSocketAddress());
        channel.configureBlocking(false);
        return channel;
    }

    private ForwardingPlan plan(List<MediaSocket> ports, DatagramChannel caller, DatagramChannel callee) throws IOException {
        return new ForwardingPlan(
                "warm-up", nowNs, List.of(component(ports.getFirst(), caller, 1), component(ports.getLast(), callee, 0)), List.of());
    }

    private static ComponentPlan component(MediaSocket port, DatagramChannel phone, int sink) throws IOException {
        return new ComponentPlan(
                new ComponentStatus(),
                ComponentKind.RTP,
                MediaSecurity.PLAIN,
                List.of(new MediaPort(port, "warm-up")),
                List.of(),
                TransportAddress.of((InetSocketAddress) phone.getLocalAddress()),
                EndpointLearning.DELAYED,
                false,
                false,
                true,
                false,
                false,
                false,
                -1,
                false,
                List.of(),
                List.of(new PayloadClock(PCMA, PCMA_RATE_HZ)),
                List.of(new Sink(sink, -1, false)));
    }

    private int exchange(
            MediaWorker worker,
            List<MediaSocket> ports,
            DatagramChannel caller,
            DatagramChannel callee,
            long mostNs,
            BooleanSupplier isEnough)
            throws IOException {
        InetSocketAddress toCaller = ports.getFirst().local().toInetSocketAddress();
        InetSocketAddress toCallee = ports.getLast().local().toInetSocketAddress();
        long beginNs = clock.getAsLong();
        int through = 0;
        int sent = 0;
        for (int turn = 0; through < PACKETS; turn++) {
            if (turn % TURNS_PER_CLOCK_READING == 0 && (clock.getAsLong() - beginNs >= mostNs || isEnough.getAsBoolean())) {
                break;
            }
            for (int i = 0; i < PER_TURN; i++) {
                send(sent % 2 == 0 ? caller : callee, sent % 2 == 0 ? toCaller : toCallee, sent / 2, sent % 2);
                sent++;
            }
            int _ = worker.doWork(false);
            through += drain(caller) + drain(callee);
        }
        return through;
    }

    private void send(DatagramChannel phone, InetSocketAddress target, int number, int ssrc) throws IOException {
        packet.clear();
        packet.putShort(0, (short) (0x8000 | PCMA));
        packet.putShort(Short.BYTES, (short) number);
        packet.putInt(Integer.BYTES, number * SAMPLES);
        packet.putInt(SSRC_OFFSET, ssrc);
        int _ = phone.send(packet, target);
    }

    private int drain(DatagramChannel phone) throws IOException {
        int count = 0;
        arrival.clear();
        while (phone.receive(arrival) != null) {
            arrival.clear();
            count++;
        }
        return count;
    }
}
