package dev.patchbay.negotiate;

import dev.patchbay.dtls.Fingerprint;
import dev.patchbay.dtls.FingerprintHash;

/** The fingerprint of the relay's own certificate. The certificate may still be in the making when the first call comes. */
@FunctionalInterface
public interface OwnFingerprint {

    /** May block for the moment that the certificate takes after the start. */
    Fingerprint of(FingerprintHash hash);
}
