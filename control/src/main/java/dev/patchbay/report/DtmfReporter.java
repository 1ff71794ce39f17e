package dev.patchbay.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.call.CallState;
import dev.patchbay.call.Component;
import dev.patchbay.call.MediaSection;
import dev.patchbay.call.Participant;
import dev.patchbay.log.CallScope;
import dev.patchbay.log.LogStream;
import dev.patchbay.log.RelayLog;
import dev.patchbay.log.Subsystem;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plane.DtmfEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells of DTMF: a JSON object for each event to {@link LogStream#DTMF}, by UDP to {@code dtmf-log-dest}, and to whoever else wants it.
 * Media workers hand events over and go on; one virtual thread does the rest. Whoever made it closes it.
 */
public final class DtmfReporter implements AutoCloseable {

    /** Events that may wait; with more the newest are dropped and counted. A keypad gives some ten a second. */
    public static final int MAX_WAITING = 4096;

    private static final RelayLog LOG = RelayLog.of(Subsystem.CORE);

    private final Function<String, Optional<CallState>> states;
    private final Optional<InetSocketAddress> destination;
    private final List<Consumer<DtmfReport>> listeners;
    private final LongSupplier microsSinceEpoch;
    private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final AtomicLong dropped = new AtomicLong();
    private final @Nullable DatagramChannel channel;
    private final Thread thread;
    private boolean lastSendFailed; // owner: thread

    /** @param state of the call when the event ended; null for an ended call */
    private record Waiting(DtmfEvent event, @Nullable CallState state, long timeUs) {}

    /**
     * Opens the socket and starts the thread.
     *
     * @param states the state in force of a call, by call-id; asked on worker threads
     * @param destination where datagrams go ({@code dtmf-log-dest}), if anywhere
     * @param listeners further outputs, called one after another on this reporter's thread
     * @throws IOException when there is no socket to be had
     */
    public DtmfReporter(
            Function<String, Optional<CallState>> states,
            Optional<TransportAddress> destination,
            List<Consumer<DtmfReport>> listeners,
            LongSupplier microsSinceEpoch)
            throws IOException {
        this.states = states;
        this.destination = destination.map(TransportAddress::toInetSocketAddress);
        this.listeners = List.copyOf(listeners);
        this.microsSinceEpoch = microsSinceEpoch;
        // Not connected: on a connected socket the ICMP error of one datagram would swallow the next.
        this.channel = destination.isPresent() ? DatagramChannel.open() : null;
        this.thread = Thread.ofVirtual().name("dtmf-report").start(this::run);
    }

    /** Takes an event over; never waits. Any thread. */
    public void onDtmf(DtmfEvent event) {
        boolean isWanted = destination.isPresent() || !listeners.isEmpty() || LogStream.DTMF.isEnabled();
        if (!isWanted) {
            return;
        }
        CallState state = states.apply(event.callId()).orElse(null);
        if (!waiting.offer(new Waiting(event, state, microsSinceEpoch.getAsLong()))) {
            dropped.incrementAndGet();
        }
    }

    /** Events for which there was no room. */
    public long dropped() {
        return dropped.get();
    }

    private void run() {
        try {
            while (true) {
                Waiting next = waiting.take();
                CallScope.run(next.event().callId(), () -> report(next));
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    private void report(Waiting next) {
        try {
            DtmfReport report = report(next.event(), next.state(), next.timeUs());
            byte[] json = report.toJson();
            if (LogStream.DTMF.isEnabled()) {
                LogStream.DTMF.write(new String(json, UTF_8));
            }
            send(json);
            listeners.forEach(listener -> listener.accept(report));
        } catch (RuntimeException e) {
            LOG.error(e, "DTMF event could not be reported");
        }
    }

    private static DtmfReport report(DtmfEvent event, @Nullable CallState state, long timeUs) {
        List<Participant> parties = state == null ? List.of() : state.participants();
        String sourceTag = parties.stream()
                .filter(party -> owns(party, event.status()))
                .map(Participant::tag)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
        return new DtmfReport(
                event.callId(),
                sourceTag,
                parties.stream().map(Participant::tag).filter(Objects::nonNull).toList(),
                timeUs / 1_000_000,
                event.source().ip(),
                event.event(),
                event.durationMs(),
                event.volumeDbm0());
    }

    private static boolean owns(Participant party, ComponentStatus status) {
        for (MediaSection section : party.sections()) {
            for (Component component : section.components()) {
                if (component.status() == status) {
                    return true;
                }
            }
        }
        return false;
    }

    private void send(byte[] json) {
        if (channel == null) {
            return;
        }
        try {
            channel.send(ByteBuffer.wrap(json), destination.orElseThrow());
            lastSendFailed = false;
        } catch (IOException e) {
            if (!lastSendFailed) {
                LOG.warn("Cannot send DTMF events to {}: {}", destination.orElseThrow(), e.getMessage());
            }
            lastSendFailed = true;
        }
    }

    /** Stops at once; events still waiting are lost. Idempotent. */
    @Override
    public void close() {
        thread.interrupt();
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                LOG.warn("Closing the socket for DTMF events failed: {}", e.getMessage());
            }
        }
    }
}
