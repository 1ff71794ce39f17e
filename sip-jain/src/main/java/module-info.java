/** JAIN-SIP messages for the module functions of {@code dev.patchbay.sip}. */
module dev.patchbay.sip.jain {
    requires static transitive org.jspecify;
    requires transitive dev.patchbay.sip;
    requires transitive jain.sip.api;

    exports dev.patchbay.sip.jain;
}
