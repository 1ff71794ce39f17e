package dev.patchbay.ice;

import dev.patchbay.stun.StunKey;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The credentials between two restarts, in the form messages need. Immutable. */
final class Generation {

    /** What the user name of a request to us begins with. */
    final byte[] localUfrag;
    /** Protects requests to us and our answers. */
    final StunKey localKey;
    /** Null while the peer has not described itself. */
    final @Nullable Outgoing outgoing;

    /** What our own requests need. */
    static final class Outgoing {
        final byte[] username;
        final StunKey key;

        Outgoing(IceCredentials local, IceCredentials remote) {
            username = (remote.ufrag() + ":" + local.ufrag()).getBytes(StandardCharsets.UTF_8);
            key = StunKey.ofPassword(remote.password());
        }
    }

    Generation(IceCredentials local, @Nullable IceCredentials remote) {
        localUfrag = local.ufrag().getBytes(StandardCharsets.UTF_8);
        localKey = StunKey.ofPassword(local.password());
        outgoing = remote == null ? null : new Outgoing(local, remote);
    }
}
