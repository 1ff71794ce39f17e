package dev.patchbay.ice;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.stun.StunAttribute;
import dev.patchbay.stun.StunClass;
import dev.patchbay.stun.StunDigest;
import dev.patchbay.stun.StunError;
import dev.patchbay.stun.StunKey;
import dev.patchbay.stun.StunView;
import dev.patchbay.stun.StunWriter;
import dev.patchbay.stun.TransactionId;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes the Binding messages of agents. One per media worker, shared by its agents. */
public final class CheckMessages {

    private final StunWriter writer;
    private final byte[] software;

    /** @param digest of the same thread */
    public CheckMessages(StunDigest digest, String software) {
        this.writer = new StunWriter(digest);
        this.software = software.getBytes(StandardCharsets.UTF_8);
    }

    /** RFC 8445, section 7.1. */
    StunWriter request(
            TransactionId id,
            Generation.Outgoing credentials,
            LocalCandidate from,
            IceRole role,
            long tieBreaker,
            boolean nominates) {
        writer.begin(StunClass.REQUEST, id)
                .bytes(StunAttribute.SOFTWARE, software)
                .bytes(StunAttribute.USERNAME, credentials.username)
                .role(role.attribute(), tieBreaker)
                .priority(CandidatePriority.peerReflexive(from.priority()));
        if (nominates) {
            writer.useCandidate();
        }
        return writer.integrity(credentials.key).fingerprint();
    }

    StunWriter success(StunView request, TransportAddress source, StunKey key) {
        return writer.beginResponse(StunClass.SUCCESS, request)
                .bytes(StunAttribute.SOFTWARE, software)
                .xorMappedAddress(source)
                .integrity(key)
                .fingerprint();
    }

    /** @param key null where the request has not proven that the peer knows it */
    StunWriter error(StunView request, StunError error, @Nullable StunKey key) {
        writer.beginResponse(StunClass.ERROR, request).bytes(StunAttribute.SOFTWARE, software).error(error);
        if (error == StunError.UNKNOWN_ATTRIBUTE) {
            writer.unknownAttributes(request);
        }
        if (key != null) {
            writer.integrity(key);
        }
        return writer.fingerprint();
    }
}
