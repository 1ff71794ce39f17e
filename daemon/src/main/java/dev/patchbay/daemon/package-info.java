/**
 * The relay as a program: what happens between the command line and a running {@link dev.patchbay.relay.Relay}, and at its end.
 *
 * <p>{@link dev.patchbay.daemon.Main} collects what a process has (arguments, streams, signals) into a
 * {@link dev.patchbay.daemon.ProgramEnvironment} and lets {@link dev.patchbay.daemon.RelayProgram} run in it; only {@code Main} ends the
 * process. {@link dev.patchbay.daemon.ControlClient} is the client of the command line interface, started by
 * {@link dev.patchbay.daemon.ControlMain}.
 *
 * <p>Threads: the main thread starts everything and then waits; signals arrive on threads of the JVM. Start reading at
 * {@code RelayProgram}.
 */
package dev.patchbay.daemon;
