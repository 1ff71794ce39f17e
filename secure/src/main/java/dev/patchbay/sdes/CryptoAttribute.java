package dev.patchbay.sdes;

import dev.patchbay.sdp.Attribute;
import dev.patchbay.srtp.CryptoSuite;
import dev.patchbay.srtp.MasterKey;
import dev.patchbay.srtp.MasterKeyIdentifier;
import dev.patchbay.srtp.SrtpParameters;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/**
 * One line {@code a=crypto:TAG SUITE inline:KEY[|LIFETIME][|MKI:LENGTH] [PARAMETER…]} (RFC 4568, section 9).
 *
 * @param tag 0..999999999, names the line in offer and answer
 */
public record CryptoAttribute(int tag, SrtpParameters parameters) {

    private static final String KEY_METHOD = "inline:";
    /** Printed with option {@code SDES=lifetime}; rtpengine's value, and within the limits of every suite. */
    private static final String LIFETIME = "2^31";

    private static final Set<String> KNOWN_BUT_UNSUPPORTED = Set.of("KDR", "FEC_ORDER", "FEC_KEY");

    private static final int MAX_LIFETIME_DIGITS = 20;

    /**
     * Reads a line. A key may be padded ({@code =}) or not: both are about. Of several keys only the first is used, as its sender
     * begins with it.
     *
     * @throws SdesSyntaxException when the suite is unknown, the key has not its length, or a parameter is not supported
     */
    public static CryptoAttribute parse(Attribute.Crypto attribute) throws SdesSyntaxException {
        CryptoSuite suite = CryptoSuite.parse(attribute.suite())
                .orElseThrow(() -> new SdesSyntaxException("suite " + attribute.suite() + " is not supported"));
        String[] words = attribute.parameters().trim().split(" +");
        boolean encryptsRtp = true;
        boolean encryptsRtcp = true;
        boolean authenticatesRtp = true;
        for (int i = 1; i < words.length; i++) {
            String word = words[i];
            SessionParameter parameter = SessionParameter.parse(word).orElse(null);
            switch (parameter) {
                case UNENCRYPTED_SRTP -> encryptsRtp = false;
                case UNENCRYPTED_SRTCP -> encryptsRtcp = false;
                case UNAUTHENTICATED_SRTP -> authenticatesRtp = false;
                case null -> refuseUnknown(word);
            }
        }
        String firstKey = words[0].split(";", 2)[0];
        if (!firstKey.regionMatches(true, 0, KEY_METHOD, 0, KEY_METHOD.length())) {
            throw new SdesSyntaxException("only keys of the method 'inline:' are supported");
        }
        String[] fields = firstKey.substring(KEY_METHOD.length()).split("\\|", -1);
        return new CryptoAttribute(
                attribute.tag(),
                new SrtpParameters(
                        suite, masterKey(suite, fields[0]), identifier(fields), encryptsRtp, encryptsRtcp, authenticatesRtp));
    }

    /** Section 6.3.7: a parameter that begins with a hyphen may be ignored; a window size hint binds nobody. */
    private static void refuseUnknown(String word) throws SdesSyntaxException {
        if (!word.startsWith("-") && !word.regionMatches(true, 0, "WSH=", 0, 4)) {
            String name = word.split("=", 2)[0];
            // Quoted only when it is a known name: in a broken line it may be a piece of the key.
            throw new SdesSyntaxException(
                    (KNOWN_BUT_UNSUPPORTED.contains(name) ? "session parameter " + name : "a session parameter") + " is not supported");
        }
    }

    private static MasterKey masterKey(CryptoSuite suite, String base64) throws SdesSyntaxException {
        byte[] keyAndSalt;
        try {
            keyAndSalt = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException _) {
            throw new SdesSyntaxException("the key is not base64");
        }
        int wanted = suite.keyLength() + suite.saltLength();
        if (keyAndSalt.length != wanted) {
            throw new SdesSyntaxException(
                    "key and salt of " + suite.sdesName() + " have " + wanted + " bytes, not " + keyAndSalt.length);
        }
        return MasterKey.ofConcatenated(suite, keyAndSalt);
    }

    /** Behind the key: a lifetime, an MKI with its length, or both in this order. */
    private static MasterKeyIdentifier identifier(String[] fields) throws SdesSyntaxException {
        MasterKeyIdentifier identifier = MasterKeyIdentifier.NONE;
        for (int i = 1; i < fields.length; i++) {
            String[] parts = fields[i].split(":", -1);
            if (parts.length == 1 && i == 1) {
                checkLifetime(fields[i]);
            } else if (parts.length == 2 && i == fields.length - 1) {
                identifier = identifier(parts[0], parts[1]);
            } else {
                throw new SdesSyntaxException("what stands behind the key is neither a lifetime nor an MKI");
            }
        }
        return identifier;
    }

    /** What it says does not matter: no call lasts as long as the ciphers do. */
    private static void checkLifetime(String lifetime) throws SdesSyntaxException {
        String digits = lifetime.startsWith("2^") ? lifetime.substring(2) : lifetime;
        boolean isNumber = !digits.isEmpty()
                && digits.length() <= MAX_LIFETIME_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!isNumber) {
            throw new SdesSyntaxException("the lifetime is not a number");
        }
    }

    private static MasterKeyIdentifier identifier(String value, String length) throws SdesSyntaxException {
        try {
            return MasterKeyIdentifier.of(Long.parseLong(value), Integer.parseInt(length));
        } catch (IllegalArgumentException _) {
            throw new SdesSyntaxException("the MKI is not a number with its length");
        }
    }

    /**
     * Prints the line.
     *
     * @param padded the key ends in {@code =} where base64 wants that (option {@code SDES=pad})
     * @param withLifetime option {@code SDES=lifetime}
     */
    public Attribute.Crypto print(boolean padded, boolean withLifetime) {
        Base64.Encoder encoder = padded ? Base64.getEncoder() : Base64.getEncoder().withoutPadding();
        StringBuilder text = new StringBuilder(KEY_METHOD);
        text.append(encoder.encodeToString(parameters.masterKey().concatenated()));
        if (withLifetime) {
            text.append('|').append(LIFETIME);
        }
        if (parameters.identifier().length() > 0) {
            text.append('|').append(parameters.identifier().value()).append(':').append(parameters.identifier().length());
        }
        for (SessionParameter parameter : sessionParameters()) {
            text.append(' ').append(parameter);
        }
        return new Attribute.Crypto(tag, parameters.suite().sdesName(), text.toString());
    }

    private Set<SessionParameter> sessionParameters() {
        Set<SessionParameter> present = EnumSet.noneOf(SessionParameter.class);
        if (!parameters.encryptsRtp()) {
            present.add(SessionParameter.UNENCRYPTED_SRTP);
        }
        if (!parameters.encryptsRtcp()) {
            present.add(SessionParameter.UNENCRYPTED_SRTCP);
        }
        if (!parameters.authenticatesRtp()) {
            present.add(SessionParameter.UNAUTHENTICATED_SRTP);
        }
        return present;
    }

    public CryptoAttribute withTag(int other) {
        return new CryptoAttribute(other, parameters);
    }
}
