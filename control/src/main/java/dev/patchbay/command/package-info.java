/**
 * Requests of the ng protocol carried out on the engine: one dispatcher for every door, and the dictionaries that go back.
 *
 * <p>Threads: any number of virtual request threads. Start reading at {@link dev.patchbay.command.CommandDispatcher}.
 */
package dev.patchbay.command;
