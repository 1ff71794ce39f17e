package dev.patchbay.negotiate;

import dev.patchbay.sdp.Attribute;
import java.util.Set;

/** Attributes that describe a transport the relay ends: taken out by name, so that malformed ones go too. */
final class StrippedAttributes {

    private static final Set<String> ICE =
            Set.of("ice-ufrag", "ice-pwd", "ice-options", "ice-lite", "candidate", "remote-candidates", "end-of-candidates");
    private static final Set<String> DTLS = Set.of("fingerprint", "setup", "tls-id");

    private static final Set<String> REPLACED = Set.of("mid", "rtcp", "rtcp-mux");

    private StrippedAttributes() {}

    /** The relay always writes its own. */
    static boolean isReplaced(Attribute attribute) {
        return REPLACED.contains(attribute.attributeName());
    }

    static boolean isIce(Attribute attribute) {
        return ICE.contains(attribute.attributeName());
    }

    static boolean isSdes(Attribute attribute) {
        return attribute.attributeName().equals("crypto");
    }

    static boolean isDtls(Attribute attribute) {
        return DTLS.contains(attribute.attributeName());
    }
}
