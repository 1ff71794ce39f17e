/**
 * The only module that makes native calls ({@code java.lang.foreign}). Everything it offers has a plain-Java fallback, so a
 * system without these calls still relays.
 */
module dev.patchbay.linux {
    requires static transitive org.jspecify;
    requires transitive dev.patchbay.wire;

    exports dev.patchbay.linux.bpf;
    exports dev.patchbay.linux.datagram;
    exports dev.patchbay.linux.forward;
    exports dev.patchbay.linux.netlink;
    exports dev.patchbay.linux.process;
    exports dev.patchbay.linux.syslog;
}
