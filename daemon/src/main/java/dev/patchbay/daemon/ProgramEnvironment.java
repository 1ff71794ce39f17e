package dev.patchbay.daemon;

import dev.patchbay.daemon.logging.LogBinding;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * All that the program gets from its process, so that tests can run it inside another one.
 *
 * @param name the command as the user knows it
 * @param version of this software
 * @param out for what was asked for: help, version, codecs
 * @param logs binds the log to stderr or syslog
 * @param defaultConfigFile read when no other is named
 * @param relays starts the relay
 * @param signals to this process
 * @param background puts the program into the background
 * @param services whoever waits for word of this process
 * @param processId of this process
 * @param nanoClock monotonic, in nanoseconds
 * @param ageMs how long ago this process was started, the launcher's script included
 */
record ProgramEnvironment(
        String name,
        String version,
        PrintStream out,
        LogBinding logs,
        Path defaultConfigFile,
        RunningRelay.Starter relays,
        Signals signals,
        Background background,
        ServiceManager services,
        long processId,
        LongSupplier nanoClock,
        LongSupplier ageMs) {}
