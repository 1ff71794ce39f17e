/** A SIP phone without audio devices: it places or answers one call, sends a tone and says what it heard. For tests and documents. */
module dev.patchbay.phone {
    requires static transitive org.jspecify;
    requires dev.patchbay.media;
    requires dev.patchbay.wire;
    requires jain.sip.api;
    requires jain.sip.ri.ossonly;
    // Only the stack uses it, but says so nowhere: without this line it would be missing at run time.
    requires log4j;

    exports dev.patchbay.phone;
    // The stack makes its router from a class name.
    exports dev.patchbay.phone.route to
            jain.sip.ri.ossonly;
}
