/** Bytes and text of the protocols, to records and back: no I/O, no threads, no logging, {@code java.base} only. */
module dev.patchbay.wire {
    requires static transitive org.jspecify;

    exports dev.patchbay.bencode;
    exports dev.patchbay.json;
    exports dev.patchbay.net;
    exports dev.patchbay.ngvalue;
    exports dev.patchbay.ngwire;
    exports dev.patchbay.rtppwire;
    exports dev.patchbay.sdp;
    exports dev.patchbay.rtcp;
    exports dev.patchbay.rtp;
    exports dev.patchbay.stun;
}
