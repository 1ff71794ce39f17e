package dev.patchbay.plan;

import dev.patchbay.dtls.DtlsPeer;
import org.jspecify.annotations.Nullable;

/** How the packets of a component are protected between its party and the relay. */
public sealed interface MediaSecurity {

    /** RTP as it is. */
    MediaSecurity PLAIN = new Plain();

    /** SRTP whose keys come out of a handshake on the component itself, by {@code MediaPlane.installKeys}. */
    MediaSecurity BY_HANDSHAKE = new ByHandshake(null);

    /** See {@link #PLAIN}. */
    record Plain() implements MediaSecurity {}

    /** SRTP with keys from signalling (SDES). */
    record Keyed(SrtpKeys keys) implements MediaSecurity {}

    /**
     * See {@link #BY_HANDSHAKE}. Keys already installed stay in force from plan to plan.
     *
     * @param peer whom the worker shakes hands with; null as long as that is not known. When the fingerprint changes, the keys go
     */
    record ByHandshake(@Nullable DtlsPeer peer) implements MediaSecurity {}
}
