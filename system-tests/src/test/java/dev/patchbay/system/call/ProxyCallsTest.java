package dev.patchbay.system.call;

/** The same calls by our own SIP proxy, with the same routing as a Java script. */
class ProxyCallsTest extends RtpengineModuleCalls {
    ProxyCallsTest() {
        super("proxy");
    }
}
