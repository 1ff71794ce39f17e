/**
 * Where users are: the registrar of RFC 3261 section 10 and the location table.
 *
 * <p>{@link dev.patchbay.proxy.registrar.Registrar} turns a REGISTER request into changes of the
 * {@link dev.patchbay.proxy.registrar.LocationTable} and into a response; {@link dev.patchbay.proxy.registrar.LocationDatabase} keeps the
 * table over restarts; {@link dev.patchbay.proxy.registrar.ContactPings} keeps ways through NAT open. Time is an argument everywhere.
 *
 * <p>Threads: any; a change may wait for the database. Start reading at {@link dev.patchbay.proxy.registrar.Registrar}.
 */
@org.jspecify.annotations.NullMarked
package dev.patchbay.proxy.registrar;
