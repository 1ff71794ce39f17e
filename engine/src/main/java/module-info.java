/** The relay itself: calls, offer/answer, ports, and the media workers that carry out the plans. */
module dev.patchbay.engine {
    requires static transitive org.jspecify;
    requires transitive dev.patchbay.wire;
    requires transitive dev.patchbay.linux;
    requires transitive dev.patchbay.secure;

    exports dev.patchbay.call;
    exports dev.patchbay.ice;
    exports dev.patchbay.negotiate;
    exports dev.patchbay.log;
    exports dev.patchbay.offload;
    exports dev.patchbay.plan;
    exports dev.patchbay.plane;
    exports dev.patchbay.port;
    exports dev.patchbay.quality;
}
