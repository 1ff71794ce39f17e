package dev.patchbay.dtls;

import dev.patchbay.srtp.CryptoSuite;
import dev.patchbay.srtp.MasterKey;
import dev.patchbay.srtp.SrtpParameters;
import java.util.Arrays;
import java.util.List;

/**
 * The keys that a handshake yields (RFC 5764, section 4.2).
 *
 * @param local for what we send
 * @param remote for what the peer sends
 */
public record HandshakeKeys(SrtpParameters local, SrtpParameters remote) {

    /** The suites that DTLS-SRTP has a protection profile for, the most wanted first. */
    public static final List<CryptoSuite> SUITES =
            Arrays.stream(CryptoSuite.values()).filter(suite -> suite.dtlsProfile() != 0).toList();

    static int materialLength(CryptoSuite suite) {
        return 2 * (suite.keyLength() + suite.saltLength());
    }

    /** @param material client key, server key, client salt, server salt, as exported */
    static HandshakeKeys of(CryptoSuite suite, byte[] material, DtlsRole ownRole) {
        int key = suite.keyLength();
        int salt = suite.saltLength();
        SrtpParameters client = parameters(suite, material, 0, 2 * key);
        SrtpParameters server = parameters(suite, material, key, 2 * key + salt);
        return switch (ownRole) {
            case CLIENT -> new HandshakeKeys(client, server);
            case SERVER -> new HandshakeKeys(server, client);
        };
    }

    private static SrtpParameters parameters(CryptoSuite suite, byte[] material, int keyAt, int saltAt) {
        byte[] key = Arrays.copyOfRange(material, keyAt, keyAt + suite.keyLength());
        byte[] salt = Arrays.copyOfRange(material, saltAt, saltAt + suite.saltLength());
        return SrtpParameters.of(suite, new MasterKey(key, salt));
    }

    public CryptoSuite suite() {
        return local.suite();
    }
}
