package dev.patchbay.proxy.route;

/** A route of one transaction, armed by its script: a method of the script, or a lambda. */
@FunctionalInterface
public interface RouteHandler<T> {
    void handle(T message) throws Exception;
}
