package dev.patchbay.relay;

import dev.patchbay.dtls.CertificateOptions;
import dev.patchbay.dtls.DtlsSettings;

/**
 * Protection of media, and how its keys are agreed on.
 *
 * @param dtls how DTLS handshakes are done
 * @param certificate what the relay's certificate is made of
 * @param prefersDtlsPassive be the DTLS server where there is a choice; a call may say otherwise
 * @param logsSrtpKeys write the keys of SRTP to the log: for debugging with a capture only, as whoever reads the log can then listen
 * @param guardsSource drop packets that do not come from the confirmed source of a stream, unless it moves plausibly
 * @param learnsHandshakeSource let a party shake hands by DTLS from an address that neither its SDP nor ICE vouches for, as one behind NAT
 *     does; its fingerprint must match all the same
 */
public record SecurityOptions(
        DtlsSettings dtls,
        CertificateOptions certificate,
        boolean prefersDtlsPassive,
        boolean logsSrtpKeys,
        boolean guardsSource,
        boolean learnsHandshakeSource) {

    /** rtpengine's values, except that it has no guard. */
    public static final SecurityOptions DEFAULT =
            new SecurityOptions(DtlsSettings.DEFAULT, CertificateOptions.DEFAULT, false, false, true, false);

    public SecurityOptions {
        if (!dtls.canServeWith(certificate.keyKind())) {
            throw new IllegalArgumentException(
                    "none of the ciphers for DTLS is for a certificate of kind " + certificate.keyKind() + ": " + dtls.ciphers());
        }
    }
}
