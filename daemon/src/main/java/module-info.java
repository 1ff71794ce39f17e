/** The relay as a program: options, configuration file, logging, signals. No relay logic. */
module dev.patchbay.daemon {
    requires static transitive org.jspecify;
    requires ch.qos.logback.classic;
    requires ch.qos.logback.core;
    requires dev.patchbay.control;
    requires dev.patchbay.phone;
    requires dev.patchbay.proxy;
    requires dev.patchbay.sip;
    requires jdk.unsupported;
    requires org.slf4j;

    provides ch.qos.logback.classic.spi.Configurator with
            dev.patchbay.daemon.logging.QuietConfigurator;
}
