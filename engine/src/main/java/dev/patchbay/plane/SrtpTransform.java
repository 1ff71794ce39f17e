package dev.patchbay.plane;

import dev.patchbay.srtp.SrtpReceiver;
import dev.patchbay.srtp.SrtpSender;

/** What becomes of an accepted packet on its way from one component to another. */
enum SrtpTransform {
    /** Plain to plain. */
    NONE,
    /** SRTP to plain RTP. */
    DECRYPT,
    /** Plain RTP to SRTP. */
    ENCRYPT,
    /** SRTP to SRTP with other keys or another suite. */
    RECRYPT,
    /** SRTP to SRTP of the same keys: it was authenticated, and goes on as it came. */
    PASS,
    /** The receiver's keys are not agreed on yet. */
    BLOCKED;

    static SrtpTransform of(Component ingress, Component egress) {
        if (!egress.isSecure) {
            return ingress.isSecure ? DECRYPT : NONE;
        }
        SrtpSender sender = egress.sender;
        if (sender == null) {
            return BLOCKED;
        }
        SrtpReceiver receiver = ingress.receiver;
        if (receiver != null && receiver.parameters().equals(sender.parameters())) {
            return PASS;
        }
        return ingress.isSecure ? RECRYPT : ENCRYPT;
    }
}
