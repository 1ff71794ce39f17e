/** The SIP proxy: transactions and forking on JAIN-SIP, and the routing script that decides. It knows nothing of this project's relay. */
module dev.patchbay.proxy {
    requires static transitive org.jspecify;
    requires transitive dev.patchbay.sip;
    requires transitive dev.patchbay.sip.jain;
    requires com.zaxxer.hikari;
    requires jain.sip.api;
    requires jain.sip.ri.ossonly;
    requires java.compiler;
    requires java.sql;
    requires java.xml;
    requires jdk.httpserver;

    exports dev.patchbay.proxy;
    exports dev.patchbay.proxy.auth;
    exports dev.patchbay.proxy.route;
    // The stack makes its logger by name.
    exports dev.patchbay.proxy.wire to
            jain.sip.ri.ossonly;
}
