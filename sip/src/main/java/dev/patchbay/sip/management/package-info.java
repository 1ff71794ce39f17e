/**
 * What operators do with relays while calls run, under the names and with the replies that they know from their SIP server: OpenSIPS' MI
 * commands ({@link dev.patchbay.sip.management.OpenSipsCommands}) and Kamailio's RPCs
 * ({@link dev.patchbay.sip.management.KamailioCommands}), by JSON-RPC 2.0 over HTTP
 * ({@link dev.patchbay.sip.management.JsonRpcServer}).
 *
 * <p>Threads: a command runs on the virtual thread of its HTTP request and may block there. Start reading at
 * {@link dev.patchbay.sip.management.JsonRpcServer}.
 */
@org.jspecify.annotations.NullMarked
package dev.patchbay.sip.management;
