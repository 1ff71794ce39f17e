package dev.patchbay.phone.media;

import dev.patchbay.rtp.RtpView;
import dev.patchbay.rtp.TelephoneEventView;
import java.nio.ByteBuffer;

/** Collects digits from telephone-events: one per event, that is, per RTP timestamp (RFC 4733, section 2.5.1.2). One thread. */
final class DtmfReceiver {

    /** Digits remembered; later ones are not. */
    static final int MAX_DIGITS = 256;

    private final TelephoneEventView view = new TelephoneEventView();
    private final StringBuilder digits = new StringBuilder();
    private boolean hasEvent;
    private int lastTimestamp;

    void accept(ByteBuffer datagram, RtpView packet) {
        boolean isNew = !hasEvent || packet.rtpTimestamp() != lastTimestamp;
        if (isNew && view.wrap(datagram, packet) && digits.length() < MAX_DIGITS) {
            hasEvent = true;
            lastTimestamp = packet.rtpTimestamp();
            digits.append(DtmfDigit.ofEvent(view.event()));
        }
    }

    String digits() {
        return digits.toString();
    }
}
