/** Keys and ciphers of secure media: SRTP contexts, the attributes that carry their keys, and DTLS handshakes. No sockets. */
module dev.patchbay.secure {
    requires static transitive org.jspecify;
    requires transitive dev.patchbay.wire;
    requires org.bouncycastle.provider;
    requires org.bouncycastle.tls;

    exports dev.patchbay.dtls;
    exports dev.patchbay.sdes;
    exports dev.patchbay.srtp;
}
