package dev.patchbay.proxy.route;

/** What the messages of one transaction share: the handlers armed for it, and what the verbs work on. */
record RouteEnvironment(ArmedRoutes armed, ProxyServices services) {}
