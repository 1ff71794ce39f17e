package dev.patchbay.system.call;

/** Calls by Kamailio's rtpengine module. */
class RtpengineModuleCallsTest extends RtpengineModuleCalls {
    RtpengineModuleCallsTest() {
        super("rtpengine");
    }
}
