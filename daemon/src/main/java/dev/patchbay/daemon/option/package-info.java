/**
 * Command line and configuration file of the relay, compatible with rtpengine's.
 *
 * <p>{@link dev.patchbay.daemon.option.OptionTable} has one row per option: command line, configuration file, {@code --help} and
 * {@code docs/OPTIONS.md} are all made from it. {@link dev.patchbay.daemon.option.ConfigurationReader} reads both sources into
 * {@link dev.patchbay.daemon.option.OptionValues}; {@link dev.patchbay.daemon.option.RelayOptionsReader} turns those into the
 * records that the relay is started with. Nothing here acts: it returns values or throws
 * {@link dev.patchbay.daemon.option.OptionException}.
 *
 * <p>Threads: everything is immutable, and used at start only. Start reading at {@code OptionTable}.
 */
package dev.patchbay.daemon.option;
