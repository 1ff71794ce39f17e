/**
 * The HTTP interface ({@code --listen-http}): {@code /ping} and {@code /metrics}. Other resources, and WebSocket, are to be
 * added as routes of the same server.
 *
 * <p>Threads: one netty event loop reads and writes; a resource is asked on a virtual thread, one request of a connection at
 * a time. Start reading at {@link dev.patchbay.http.HttpServer}.
 */
package dev.patchbay.http;
