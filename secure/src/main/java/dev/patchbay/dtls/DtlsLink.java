package dev.patchbay.dtls;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.DatagramTransport;
import org.jspecify.annotations.Nullable;

/** One attempt's way to the peer, as the library wants it. Owner: the association's thread. */
final class DtlsLink implements DatagramTransport {

    /** The longest datagram that is read. */
    private static final int RECEIVE_LIMIT = 4096;
    /** The library's "for ever". */
    private static final long FOREVER_MS = 3_600_000;

    private final DatagramInbox inbox;
    private final DtlsListener listener;
    private final int mtuBytes;
    private final @Nullable FlightGate gate;
    private boolean established;
    private boolean closedByPeer;

    DtlsLink(DatagramInbox inbox, DtlsListener listener, int mtuBytes, DtlsRole ownRole) {
        this.inbox = inbox;
        this.listener = listener;
        this.mtuBytes = mtuBytes;
        this.gate = ownRole == DtlsRole.SERVER ? new FlightGate() : null;
    }

    @Override
    public int getReceiveLimit() {
        return RECEIVE_LIMIT;
    }

    @Override
    public int getSendLimit() {
        return mtuBytes;
    }

    /**
     * {@inheritDoc} An interruption is the one exception that the library hands through without comment to the peer.
     *
     * @return -1 when nothing came in time
     * @throws InterruptedIOException when there is nothing to wait for any more
     */
    @Override
    public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
        if (closedByPeer) {
            throw new InterruptedIOException("closed by the peer");
        }
        byte[] datagram = inbox.poll(TimeUnit.MILLISECONDS.toNanos(waitMillis > 0 ? waitMillis : FOREVER_MS));
        if (datagram == null) {
            if (inbox.isClosed()) {
                throw new InterruptedIOException("closed");
            }
            return -1;
        }
        int admitted = gate == null || established ? datagram.length : gate.admit(datagram, datagram.length);
        int copied = Math.min(admitted, length);
        System.arraycopy(datagram, 0, buffer, offset, copied);
        return copied;
    }

    /** Nothing is said any more once we gave up during a handshake. */
    @Override
    public void send(byte[] buffer, int offset, int length) {
        if (established || !inbox.isClosed()) {
            listener.send(Arrays.copyOfRange(buffer, offset, offset + length));
        }
    }

    /** The library calls this when the peer has sent close_notify, or after ours. */
    @Override
    public void close() {
        closedByPeer = true;
    }

    void setEstablished() {
        established = true;
    }
}
