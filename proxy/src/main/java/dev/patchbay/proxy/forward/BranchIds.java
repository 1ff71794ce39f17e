package dev.patchbay.proxy.forward;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Branch parameters that tell us three things when they come back: a part by chance makes them unique, a part made of the request's way
 * shows a loop (RFC 5393 section 4.2), and a seal over both and over the Via below shows that the Via is ours, so that nobody can have
 * responses of his own making carried on to anybody he likes.
 */
final class BranchIds {

    private static final String MAGIC_COOKIE = "z9hG4bK";
    private static final int PART = 16;
    private static final int LENGTH = MAGIC_COOKIE.length() + 3 * PART;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    private final RandomGenerator random;

    /** @param random unpredictable, as the key is drawn from it */
    BranchIds(RandomGenerator random) {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        this.key = new SecretKeySpec(secret, ALGORITHM);
        this.random = random;
    }

    /** What a request looks like for the purposes of routing: the same again means a loop. */
    String loopMark(SIPRequest received) {
        return sealOf(received.getRequestURI().toString()
                + '|' + received.getFromTag()
                + '|' + received.getToTag()
                + '|' + received.getCallId().getCallId()
                + '|' + received.getCSeq().getSeqNumber()
                + '|' + received.getRouteHeaders()
                + '|' + received.getHeader("Proxy-Require"));
    }

    /** For a branch of a request. */
    String next(String loopMark, Optional<Via> below) {
        return sealed(HexFormat.of().toHexDigits(random.nextLong()), loopMark, below);
    }

    /** For a request forwarded without a transaction: the same each time it is repeated (RFC 3261 section 16.11). */
    String repeatable(String loopMark, Via below) {
        return sealed(sealOf("repeatable|" + below.getBranch() + '|' + below.getSentBy()), loopMark, Optional.of(below));
    }

    private String sealed(String unique, String loopMark, Optional<Via> below) {
        return MAGIC_COOKIE + unique + loopMark + sealOf(unique + loopMark + belowText(below));
    }

    /** Whether we made the topmost of these Vias for a request whose topmost Via was then the second one. */
    boolean isOurs(List<Via> vias) {
        String branch = vias.isEmpty() ? null : vias.getFirst().getBranch();
        if (branch == null || branch.length() != LENGTH || !branch.startsWith(MAGIC_COOKIE)) {
            return false;
        }
        String signed = branch.substring(MAGIC_COOKIE.length(), LENGTH - PART);
        String seal = sealOf(signed + belowText(vias.stream().skip(1).findFirst()));
        return MessageDigest.isEqual(seal.getBytes(ISO_8859_1), branch.substring(LENGTH - PART).getBytes(ISO_8859_1));
    }

    /** Whether a request with this mark has passed here before. */
    boolean hasPassed(List<Via> vias, String loopMark) {
        for (int i = 0; i < vias.size(); i++) {
            String branch = vias.get(i).getBranch();
            if (branch != null
                    && branch.length() == LENGTH
                    && branch.startsWith(loopMark, MAGIC_COOKIE.length() + PART)
                    && isOurs(vias.subList(i, vias.size()))) {
                return true;
            }
        }
        return false;
    }

    /** What a response has to bring back unchanged; parameters are not all, as some servers change their order. */
    private static String belowText(Optional<Via> below) {
        return below.map(via -> '|' + via.getBranch() + '|' + via.getSentBy() + '|' + via.getReceived() + '|' + via.getRPort())
                .orElse("|");
    }

    private String sealOf(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(ISO_8859_1)), 0, PART / 2);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no " + ALGORITHM, e);
        }
    }
}
