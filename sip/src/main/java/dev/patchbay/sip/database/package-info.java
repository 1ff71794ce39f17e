/**
 * Relays from a database instead of a socket list: the tables of OpenSIPS' and Kamailio's rtpengine modules, read by JDBC.
 *
 * <p>{@link dev.patchbay.sip.database.DatabaseSettings} has the modules' parameters, {@link dev.patchbay.sip.database.RelayTable} the two
 * layouts, {@link dev.patchbay.sip.database.RelayDatabase} reads them. A row that is no relay is reported
 * ({@link dev.patchbay.sip.database.RowFault}) and left out; the others count. {@link dev.patchbay.sip.database.RelayReload} puts what was read
 * in force in one step, while commands are under way.
 *
 * <p>Threads: any; reading blocks its caller, for a bounded time. Start reading at {@link dev.patchbay.sip.database.RelayReload}.
 */
@org.jspecify.annotations.NullMarked
package dev.patchbay.sip.database;
