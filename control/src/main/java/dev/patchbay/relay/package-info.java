/**
 * Starting and embedding the relay.
 *
 * <p>{@link dev.patchbay.relay.RelayOptions} says what is wanted, in immutable records by topic that refuse impossible values;
 * {@link dev.patchbay.relay.Relay#start} looks names up, binds everything and returns the running relay, to be closed by the caller.
 * The command line and the configuration file are read elsewhere (the daemon): nothing here looks at files, environment or
 * system properties.
 *
 * <p>Threads: options are immutable; a {@code Relay} may be used and closed by any thread. Start reading at
 * {@link dev.patchbay.relay.RelayOptions}.
 */
package dev.patchbay.relay;
