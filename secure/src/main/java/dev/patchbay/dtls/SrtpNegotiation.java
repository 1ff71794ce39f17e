package dev.patchbay.dtls;

import dev.patchbay.srtp.CryptoSuite;
import java.io.IOException;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateEntry;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.SecurityParameters;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.jspecify.annotations.Nullable;

/** What both roles do alike in one handshake: the peer's fingerprint, {@code use_srtp}, the keys, the reason of a failure. */
final class SrtpNegotiation {

    private final DtlsRole ownRole;
    private final Fingerprint peer;
    private final List<CryptoSuite> wanted;
    private @Nullable CryptoSuite chosen;
    private @Nullable HandshakeKeys keys;
    private DtlsReport.@Nullable Agreement agreement;
    private @Nullable String failure;

    SrtpNegotiation(DtlsRole ownRole, Fingerprint peer, List<CryptoSuite> wanted) {
        this.ownRole = ownRole;
        this.peer = peer;
        this.wanted = wanted;
    }

    /** Client: puts the profiles into its hello. */
    @SuppressWarnings({"rawtypes", "JdkObsolete"}) // the library's types
    void offer(Hashtable extensions) throws IOException {
        int[] ids = wanted.stream().mapToInt(CryptoSuite::dtlsProfile).toArray();
        TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(ids, TlsUtils.EMPTY_BYTES));
    }

    /** Server: takes the first wanted profile among those of the client's hello. */
    @SuppressWarnings({"rawtypes", "JdkObsolete"}) // the library's types
    void choose(@Nullable Hashtable extensions) throws IOException {
        UseSRTPData offered = TlsSRTPUtils.getUseSRTPExtension(extensions);
        if (offered != null) {
            for (CryptoSuite suite : wanted) {
                for (int id : offered.getProtectionProfiles()) {
                    if (suite.dtlsProfile() == id) {
                        chosen = suite;
                        return;
                    }
                }
            }
        }
        throw fatal(AlertDescription.handshake_failure, "the peer offers no SRTP profile that is allowed here");
    }

    /** Server: answers with the one that was chosen. */
    @SuppressWarnings({"rawtypes", "JdkObsolete"}) // the library's types
    void confirm(Hashtable extensions) throws IOException {
        if (chosen != null) {
            TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(new int[] {chosen.dtlsProfile()}, TlsUtils.EMPTY_BYTES));
        }
    }

    /** Client: the server must have taken one of ours. */
    @SuppressWarnings({"rawtypes", "JdkObsolete"}) // the library's types
    void accept(@Nullable Hashtable extensions) throws IOException {
        UseSRTPData answered = TlsSRTPUtils.getUseSRTPExtension(extensions);
        int[] ids = answered == null ? new int[0] : answered.getProtectionProfiles();
        Optional<CryptoSuite> suite = ids.length == 1 ? CryptoSuite.ofDtlsProfile(ids[0]).filter(wanted::contains) : Optional.empty();
        chosen = suite.orElseThrow(
                () -> fatal(AlertDescription.illegal_parameter, "the peer answers with no SRTP profile that was offered"));
    }

    /** The certificate is trusted for its fingerprint alone (RFC 5763, section 5). */
    void verify(@Nullable Certificate certificate) throws IOException {
        if (certificate == null || certificate.isEmpty()) {
            throw fatal(AlertDescription.handshake_failure, "the peer shows no certificate");
        }
        CertificateEntry first = certificate.getCertificateEntryAt(0);
        if (!peer.matches(first.getCertificate().getEncoded())) {
            throw fatal(AlertDescription.bad_certificate, "the peer's certificate does not match its a=fingerprint");
        }
    }

    private TlsFatalAlert fatal(short alert, String reason) {
        failure = reason;
        return new TlsFatalAlert(alert, reason);
    }

    void alertReceived(short level, short description) {
        if (failure == null) {
            failure = "the peer says " + AlertDescription.getText(description) + " (alert level " + level + ")";
        }
    }

    /** Why it failed, if it was found out here. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Takes the keys while the handshake's secrets are still there. */
    void complete(TlsContext context) {
        CryptoSuite suite = chosen;
        if (suite == null) {
            throw new IllegalStateException("a handshake without SRTP profile was not refused");
        }
        SecurityParameters parameters = context.getSecurityParametersConnection();
        byte[] material = export(parameters, HandshakeKeys.materialLength(suite));
        keys = HandshakeKeys.of(suite, material, ownRole);
        agreement = new DtlsReport.Agreement(
                parameters.getNegotiatedVersion().getName(),
                DtlsCipher.of(parameters.getCipherSuite())
                        .map(DtlsCipher::openSslName)
                        .orElse("cipher suite " + parameters.getCipherSuite()),
                suite);
    }

    /**
     * The exporter of RFC 5705, section 4, without context. The library's own refuses peers without extended master secret (RFC
     * 7627, section 5.4), which many phones are. What that protects from, two connections with equal secrets by a man in the
     * middle, is found out here by the fingerprint.
     */
    private static byte[] export(SecurityParameters parameters, int length) {
        byte[] client = parameters.getClientRandom();
        byte[] server = parameters.getServerRandom();
        byte[] seed = new byte[client.length + server.length];
        System.arraycopy(client, 0, seed, 0, client.length);
        System.arraycopy(server, 0, seed, client.length, server.length);
        return TlsUtils.PRF(parameters, parameters.getMasterSecret(), ExporterLabel.dtls_srtp, seed, length)
                .extract();
    }

    HandshakeKeys keys() {
        if (keys == null) {
            throw new IllegalStateException("no keys before the end of the handshake");
        }
        return keys;
    }

    DtlsReport.Agreement agreement() {
        if (agreement == null) {
            throw new IllegalStateException("nothing is agreed before the end of the handshake");
        }
        return agreement;
    }
}
