package dev.patchbay.phone;

import dev.patchbay.phone.call.CallReport;
import dev.patchbay.phone.call.Phone;
import dev.patchbay.phone.call.PhoneException;
import dev.patchbay.phone.call.PhoneOptions;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** {@code call}: one phone, one call, one report. Progress goes to the error stream, the report to the output. */
public final class PhoneCommand {

    /** A tone was heard and the call ended normally. */
    public static final int OK = 0;

    /** There was no call, or nothing was heard in it. */
    public static final int FAILED = 1;

    /** The options are wrong, or an address or port cannot be had. */
    public static final int UNUSABLE = 255;

    private final String name;
    private final PrintStream out;
    private final PrintStream err;
    private final LongSupplier clock;
    private final InstantSource wallClock;
    private final RandomGenerator random;
    private final AtomicReference<@Nullable Phone> running = new AtomicReference<>();

    /**
     * @param name the command as the user knows it
     * @param clock nanoseconds, monotonic
     * @param random may be used by several threads at once
     */
    public PhoneCommand(
            String name,
            PrintStream out,
            PrintStream err,
            LongSupplier clock,
            InstantSource wallClock,
            RandomGenerator random) {
        this.name = name;
        this.out = out;
        this.err = err;
        this.clock = clock;
        this.wallClock = wallClock;
        this.random = random;
    }

    /** @return exit status */
    public int run(List<String> arguments) throws InterruptedException {
        try {
            OptionReader reader = new OptionReader(arguments);
            if (reader.has(PhoneOption.HELP)) {
                printHelp();
                return OK;
            }
            return run(reader.options(), reader.has(PhoneOption.JSON));
        } catch (PhoneException e) {
            say(String.valueOf(e.getMessage()));
            return UNUSABLE;
        }
    }

    private int run(PhoneOptions options, boolean isJson) throws PhoneException, InterruptedException {
        Phone phone = new Phone(options, this::say, clock, wallClock, random);
        running.set(phone);
        CallReport report = phone.run();
        out.print(isJson ? ReportText.json(report) : ReportText.plain(report));
        out.flush();
        Optional<String> problem = report.problem();
        problem.ifPresent(this::say);
        return problem.isEmpty() ? OK : FAILED;
    }

    /** Hangs up, and lets {@link #run} come to its end. Any thread; without effect before it has begun. */
    public void stop() {
        Phone phone = running.get();
        if (phone != null) {
            phone.stop();
        }
    }

    private void say(String text) {
        err.println(name + ": " + text);
        err.flush();
    }

    private void printHelp() {
        out.printf("""
                Usage: %1$s [OPTION...] TARGET     call a SIP URI, or a user of the proxy
                       %1$s [OPTION...] --answer   wait for a call

                A phone without audio devices: sends a tone, and says which tone it heard and how many packets came.

                """, name);
        for (PhoneOption option : PhoneOption.values()) {
            out.print(option.helpLine());
        }
        out.print("""

                Exit status: 0 when a tone was heard and the call ended normally, 1 when not, 255 for options or addresses that cannot be used.
                """);
        out.flush();
    }
}
