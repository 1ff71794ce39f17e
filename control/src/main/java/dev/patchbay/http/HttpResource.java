package dev.patchbay.http;

/** What is behind one path. Called on many virtual threads at once, may block. */
@FunctionalInterface
public interface HttpResource {

    HttpPage get();
}
