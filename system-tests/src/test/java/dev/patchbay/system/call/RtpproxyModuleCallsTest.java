package dev.patchbay.system.call;

/** Calls by Kamailio's rtpproxy module over the relay's {@code --listen-udp}. */
class RtpproxyModuleCallsTest extends ModuleCalls {
    RtpproxyModuleCallsTest() {
        super("rtpproxy");
    }
}
