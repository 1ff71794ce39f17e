package dev.patchbay.call;

import dev.patchbay.dtls.DtlsPeer;
import dev.patchbay.dtls.DtlsRole;
import dev.patchbay.dtls.Fingerprint;
import dev.patchbay.dtls.FingerprintHash;
import java.util.Optional;
import java.util.Set;

/**
 * What was negotiated with one party about DTLS-SRTP for one m-line. Immutable.
 *
 * @param roles those that the relay may still take; both until the answer decides, none without DTLS
 * @param agreed the role it has; stays while the party only offers again
 * @param peer by which the party is recognised; empty before it has sent an SDP
 * @param hash for our own fingerprint in SDPs to this party
 */
public record SectionDtls(
        Set<DtlsRole> roles, Optional<DtlsRole> agreed, Optional<Fingerprint> peer, Optional<FingerprintHash> hash) {

    /** No DTLS with this party. */
    public static final SectionDtls NONE =
            new SectionDtls(Set.of(), Optional.empty(), Optional.empty(), Optional.empty());

    public SectionDtls {
        roles = Set.copyOf(roles);
    }

    /** DTLS is offered to the party, was offered by it, or is agreed on. */
    public boolean isOn() {
        return !roles.isEmpty();
    }

    /** Both roles are open. */
    public boolean isUndecided() {
        return roles.size() > 1;
    }

    public SectionDtls withRoles(Set<DtlsRole> value) {
        return new SectionDtls(value, agreed, peer, hash);
    }

    public SectionDtls withAgreed(DtlsRole role) {
        return new SectionDtls(Set.of(role), Optional.of(role), peer, hash);
    }

    public SectionDtls withHash(FingerprintHash value) {
        return new SectionDtls(roles, agreed, peer, Optional.of(value));
    }

    /** Whom to shake hands with, and how; empty as long as that is not agreed on. */
    public Optional<DtlsPeer> association() {
        return agreed.flatMap(role -> peer.map(fingerprint -> new DtlsPeer(role, fingerprint)));
    }
}
