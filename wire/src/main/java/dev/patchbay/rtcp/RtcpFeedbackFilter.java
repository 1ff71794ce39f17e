package dev.patchbay.rtcp;

import java.nio.ByteBuffer;

/**
 * Cuts the feedback packets of RFC 4585 (types 205 and 206) out of compounds, for a receiver that speaks AVP and not AVPF. One
 * thread; allocates nothing.
 */
public final class RtcpFeedbackFilter {

    private final RtcpView view = new RtcpView();

    public RtcpFeedbackFilter() {}

    /** Whether there is anything to cut; changes nothing. */
    public boolean hasFeedback(ByteBuffer datagram, int length) {
        view.wrap(datagram, length);
        while (view.next()) {
            if (view.isFeedback()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Moves what is no feedback together, in place. Bytes that are no whole packet stay at the end.
     *
     * @return the new length; 0 when everything was feedback
     */
    public int cut(ByteBuffer datagram, int length) {
        view.wrap(datagram, length);
        int kept = 0;
        while (view.next()) {
            if (!view.isFeedback()) {
                kept = moveDown(datagram, view.offset(), kept, view.length());
            }
        }
        return moveDown(datagram, view.offset(), kept, view.remaining());
    }

    /** The walk reads ahead of what is written: {@code to} never exceeds {@code from}. */
    private static int moveDown(ByteBuffer datagram, int from, int to, int count) {
        if (from != to) {
            for (int i = 0; i < count; i++) {
                datagram.put(to + i, datagram.get(from + i));
            }
        }
        return to + count;
    }
}
