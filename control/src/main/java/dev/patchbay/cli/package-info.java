/**
 * The command line interface ({@code --listen-cli}): one line of text in, text out, as rtpengine's. {@link
 * dev.patchbay.cli.RelayOperator} is all it knows of the relay.
 *
 * <p>Threads: one virtual thread per connection. Start reading at {@link dev.patchbay.cli.RelayCommands}, the table of
 * commands.
 */
package dev.patchbay.cli;
