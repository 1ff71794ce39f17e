package dev.patchbay.sip.flag;

import java.util.List;
import java.util.Optional;

/**
 * A token that a module reads itself, explained; all others go to the relay and are words of the ng protocol.
 *
 * @param name with {@code =} when a value follows
 * @param modules which modules read it
 */
record ModuleToken(String name, List<RtpengineModule> modules, String meaning, boolean isObsolete) {

    private static final List<RtpengineModule> BOTH = List.of(RtpengineModule.OPENSIPS, RtpengineModule.KAMAILIO);
    private static final List<RtpengineModule> OPENSIPS = List.of(RtpengineModule.OPENSIPS);
    private static final List<RtpengineModule> KAMAILIO = List.of(RtpengineModule.KAMAILIO);

    private static final List<ModuleToken> TOKENS = List.of(
            new ModuleToken("call-id=", BOTH, "use this call-id instead of the message's", false),
            new ModuleToken("callid=", OPENSIPS, "the same as call-id=", false),
            new ModuleToken("from-tag=", BOTH, "use this tag as the From tag", false),
            new ModuleToken("to-tag=", BOTH, "use this tag as the To tag, and send it in any case", false),
            new ModuleToken("to-tag", BOTH, "send the To tag even in a delete", false),
            new ModuleToken("via-branch=", BOTH, "send a branch: 1, 2, auto, extra; Kamailio also next, auto-next, auto-extra", false),
            new ModuleToken("via-branch-param=", OPENSIPS, "send this text as the branch", false),
            new ModuleToken("received-from=", BOTH, "give this address as the message's source", false),
            new ModuleToken("received-from-", KAMAILIO, "the same as received-from=", false),
            new ModuleToken("force-answer", BOTH, "send the offer as an answer", false),
            new ModuleToken("in-iface=", OPENSIPS, "the relay's interface towards the sender; needs out-iface=", false),
            new ModuleToken("out-iface=", OPENSIPS, "the relay's interface towards the receiver; needs in-iface=", false),
            new ModuleToken("internal", BOTH, "interface 'internal'; newer: in-iface= and out-iface=, direction=", true),
            new ModuleToken("external", BOTH, "interface 'external'; newer: in-iface= and out-iface=, direction=", true),
            new ModuleToken("directional", KAMAILIO, "send tags with commands that go without by themselves", false),
            new ModuleToken("RTP", BOTH, "no SRTP towards the receiver", false),
            new ModuleToken("SRTP", BOTH, "SRTP towards the receiver", false),
            new ModuleToken("AVP", BOTH, "profile without feedback towards the receiver", false),
            new ModuleToken("AVPF", BOTH, "profile with feedback towards the receiver", false),
            new ModuleToken("DTLS", KAMAILIO, "the same as UDP/TLS/RTP/SAVP", false));

    /** Whether something follows the name. */
    boolean isContinued() {
        return name.endsWith("=") || name.endsWith("-");
    }

    static List<ModuleToken> all() {
        return TOKENS;
    }

    static Optional<ModuleToken> find(RtpengineModule module, String token) {
        return TOKENS.stream()
                .filter(row -> row.modules.contains(module))
                .filter(row -> row.isContinued() ? token.startsWith(row.name) : token.equals(row.name))
                .findFirst();
    }
}
