package dev.patchbay.dtls;

import dev.patchbay.dtls.CertificateOptions.KeyKind;
import dev.patchbay.srtp.CryptoSuite;
import java.time.Duration;
import java.util.List;

/**
 * How handshakes are done.
 *
 * @param mtuBytes option {@code dtls-mtu}: longest UDP payload sent, {@link #MIN_MTU_BYTES} to {@link #MAX_MTU_BYTES}
 * @param ciphers allowed for the handshake, best first; not empty
 * @param suites allowed for SRTP, of those in {@link HandshakeKeys#SUITES}, best first; not empty
 * @param timeout after which an attempt is given up
 * @param firstResend after which an unanswered flight is sent again; doubles each time (RFC 6347, section 4.2.4)
 * @param attempts a client begins again when an attempt timed out, a server accepts another ClientHello after a failure: so many
 *     attempts in all, 1 or more
 */
public record DtlsSettings(
        int mtuBytes,
        List<DtlsCipher> ciphers,
        List<CryptoSuite> suites,
        Duration timeout,
        Duration firstResend,
        int attempts) {

    /** Least datagram that every IPv4 host takes. */
    public static final int MIN_MTU_BYTES = 576;

    public static final int MAX_MTU_BYTES = 1500;

    public static final DtlsSettings DEFAULT = new DtlsSettings(
            1200,
            List.of(DtlsCipher.values()),
            HandshakeKeys.SUITES,
            Duration.ofSeconds(20),
            // RFC 6347 says one second; browsers begin at 50 ms. A lost datagram is silence for the parties.
            Duration.ofMillis(250),
            6);

    public DtlsSettings {
        if (mtuBytes < MIN_MTU_BYTES || mtuBytes > MAX_MTU_BYTES) {
            throw new IllegalArgumentException(
                    "a DTLS MTU of " + mtuBytes + " bytes: allowed are " + MIN_MTU_BYTES + " to " + MAX_MTU_BYTES);
        }
        if (ciphers.isEmpty() || suites.isEmpty() || attempts < 1) {
            throw new IllegalArgumentException("no cipher, no SRTP suite or no attempt left for DTLS");
        }
        ciphers = List.copyOf(ciphers);
        suites = List.copyOf(suites);
    }

    /** Whether a server with such a certificate has a cipher to choose. */
    public boolean canServeWith(KeyKind certificate) {
        return ciphers.stream().anyMatch(cipher -> cipher.certificate() == certificate);
    }

    public DtlsSettings withMtuBytes(int value) {
        return new DtlsSettings(value, ciphers, suites, timeout, firstResend, attempts);
    }

    public DtlsSettings withCiphers(List<DtlsCipher> value) {
        return new DtlsSettings(mtuBytes, value, suites, timeout, firstResend, attempts);
    }

    public DtlsSettings withSuites(List<CryptoSuite> value) {
        return new DtlsSettings(mtuBytes, ciphers, value, timeout, firstResend, attempts);
    }

    public DtlsSettings withTimers(Duration newTimeout, Duration newFirstResend) {
        return new DtlsSettings(mtuBytes, ciphers, suites, newTimeout, newFirstResend, attempts);
    }
}
