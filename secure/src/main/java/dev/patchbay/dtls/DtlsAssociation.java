package dev.patchbay.dtls;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A DTLS association with one peer on one component: keys for SRTP, agreed as often as it takes.
 *
 * <p>{@link #start}, {@link #receive} and {@link #close} are for one thread, which they never block; {@link #report} is for any.
 * Whoever opened it closes it.
 */
public final class DtlsAssociation implements AutoCloseable {

    private static final long BUDGET_RETRY_NS = 50_000_000;

    private final DtlsProtocol protocol;
    private final DtlsSettings settings;
    private final DtlsRole role;
    private final Fingerprint peer;
    private final HandshakeBudget.Share share;
    private final DtlsListener listener;
    private final DatagramInbox inbox = new DatagramInbox();
    private final AtomicReference<DtlsReport> report;

    DtlsAssociation(
            DtlsProtocol protocol,
            DtlsSettings settings,
            DtlsRole role,
            Fingerprint peer,
            HandshakeBudget.Share share,
            DtlsListener listener) {
        this.protocol = protocol;
        this.settings = settings;
        this.role = role;
        this.peer = peer;
        this.share = share;
        this.listener = listener;
        this.report = new AtomicReference<>(
                new DtlsReport(role, DtlsState.WAITING, 0, Optional.empty(), Optional.empty()));
    }

    public DtlsRole role() {
        return role;
    }

    /** By which the peer is recognised. */
    public Fingerprint peer() {
        return peer;
    }

    public DtlsReport report() {
        return Objects.requireNonNull(report.get());
    }

    /** A client sends its ClientHello; a server goes on waiting. Only the first call counts. */
    public void start() {
        if (role == DtlsRole.CLIENT && report().state() == DtlsState.WAITING) {
            begin(this::connect);
        }
    }

    /**
     * Takes a datagram of the peer.
     *
     * @param datagram not to be changed any more
     * @return false when it was dropped: it is no beginning of a handshake, or there is too much to do already
     */
    public boolean receive(byte[] datagram) {
        return switch (report().state()) {
            case WAITING, FAILED -> role == DtlsRole.SERVER
                    && report().attempts() < settings.attempts()
                    && ClientHelloRecord.isBegunBy(datagram)
                    && accept(datagram);
            case HANDSHAKING, ESTABLISHED -> inbox.offer(datagram);
            case CLOSED -> false;
        };
    }

    private boolean accept(byte[] clientHello) {
        if (!share.tryBegin()) {
            return false;
        }
        inbox.clear();
        inbox.offer(clientHello);
        begin(this::attemptOnce);
        return true;
    }

    private void begin(Runnable work) {
        change(DtlsState.HANDSHAKING);
        Thread.ofVirtual().name("dtls").start(work);
    }

    /** Thread of a client. A peer that does not answer may not have our address yet. */
    private void connect() {
        boolean again = true;
        while (again && report().attempts() < settings.attempts() && awaitBudget()) {
            change(DtlsState.HANDSHAKING);
            again = attempt();
        }
    }

    private boolean awaitBudget() {
        if (share.tryBegin()) {
            return true;
        }
        long deadlineNs = System.nanoTime() + settings.timeout().toNanos();
        while (!inbox.isClosed()) {
            if (share.tryBeginAgain()) {
                return true;
            }
            if (System.nanoTime() - deadlineNs >= 0) {
                fail("too many handshakes at once");
                return false;
            }
            LockSupport.parkNanos(this, BUDGET_RETRY_NS);
        }
        return false;
    }

    private void attemptOnce() {
        attempt();
    }

    /** One handshake, and what follows when it succeeds. @return whether it timed out */
    private boolean attempt() {
        DtlsLink link = new DtlsLink(inbox, listener, settings.mtuBytes(), role);
        report.updateAndGet(r ->
                new DtlsReport(role, r.state(), r.attempts() + 1, r.established(), r.failure()));
        DtlsProtocol.Session session;
        try {
            session = protocol.handshake(role, peer, link);
        } catch (HandshakeTimeoutException e) {
            fail(String.valueOf(e.getMessage()));
            return true;
        } catch (IOException e) {
            fail(String.valueOf(e.getMessage()));
            return false;
        } finally {
            share.end();
        }
        if (!inbox.isClosed()) {
            // First, so that whoever sees it established finds the keys in place.
            listener.onKeys(session.keys());
            establish(session.agreement());
        }
        session.serve();
        change(DtlsState.CLOSED);
        return false;
    }

    private void establish(DtlsReport.Agreement agreement) {
        report.updateAndGet(r -> r.state() == DtlsState.CLOSED
                ? r
                : new DtlsReport(role, DtlsState.ESTABLISHED, r.attempts(), Optional.of(agreement), r.failure()));
    }

    private void fail(String reason) {
        DtlsReport now = report.updateAndGet(r -> r.state() == DtlsState.CLOSED
                ? r
                : new DtlsReport(role, DtlsState.FAILED, r.attempts(), r.established(), Optional.of(reason)));
        if (now.state() == DtlsState.FAILED) {
            listener.onFailure(reason);
        }
    }

    private void change(DtlsState state) {
        report.updateAndGet(r -> r.state() == DtlsState.CLOSED
                ? r
                : new DtlsReport(role, state, r.attempts(), r.established(), r.failure()));
    }

    /** Says close_notify when there was an agreement, and nothing otherwise. Idempotent; does not wait. */
    @Override
    public void close() {
        change(DtlsState.CLOSED);
        inbox.close();
    }
}
