/** The doors of the relay: ng, CLI, HTTP and the older protocols, and the entry for embedding it. */
module dev.patchbay.control {
    requires static transitive org.jspecify;
    requires transitive dev.patchbay.engine;
    requires java.management;
    requires java.net.http;
    requires jdk.management;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.common;
    requires io.netty.transport;

    exports dev.patchbay.command;
    exports dev.patchbay.relay;
    exports dev.patchbay.cli;
    exports dev.patchbay.door;
    exports dev.patchbay.http;
    exports dev.patchbay.metrics;
    exports dev.patchbay.ng;
    exports dev.patchbay.rtpp;
}
