/**
 * The SIP side: relay sets, a client of the ng protocol, and the functions of the rtpengine modules of OpenSIPS and Kamailio, for
 * any SIP stack. It drives any ng server and knows nothing of this project's relay.
 *
 * <p>Package {@code dev.patchbay.sip.database} needs HikariCP and a JDBC driver at run time; the rest does not.
 */
module dev.patchbay.sip {
    requires static com.zaxxer.hikari;
    requires static transitive java.sql;
    requires static transitive org.jspecify;
    requires transitive dev.patchbay.wire;
    requires java.net.http;
    requires jdk.httpserver;

    exports dev.patchbay.sip.client;
    exports dev.patchbay.sip.database;
    exports dev.patchbay.sip.event;
    exports dev.patchbay.sip.flag;
    exports dev.patchbay.sip.management;
    exports dev.patchbay.sip.message;
    exports dev.patchbay.sip.node;
    exports dev.patchbay.sip.route;
    exports dev.patchbay.sip.rtpengine;
    exports dev.patchbay.sip.select;
    exports dev.patchbay.sip.statistics;
}
