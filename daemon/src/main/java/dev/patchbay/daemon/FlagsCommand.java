package dev.patchbay.daemon;

import dev.patchbay.sip.flag.FlagExplainer;
import dev.patchbay.sip.flag.FlagExplanation;
import dev.patchbay.sip.flag.FlagExplanation.Verdict;
import dev.patchbay.sip.flag.RtpengineModule;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** {@code ctl flags}: explains a flags string as both modules read it, or one of them. */
final class FlagsCommand {

    private final String name;
    private final PrintStream out;
    private final PrintStream err;

    FlagsCommand(String name, PrintStream out, PrintStream err) {
        this.name = name;
        this.out = out;
        this.err = err;
    }

    /** @return exit status */
    int run(List<String> arguments) {
        Deque<String> rest = new ArrayDeque<>(arguments);
        List<RtpengineModule> modules = List.of(RtpengineModule.values());
        if (!rest.isEmpty() && rest.getFirst().equals("--module")) {
            rest.removeFirst();
            String wanted = rest.isEmpty() ? "" : rest.removeFirst();
            modules = modules.stream().filter(module -> module.name().equalsIgnoreCase(wanted)).toList();
            if (modules.isEmpty()) {
                return fail("'" + wanted + "' is neither opensips nor kamailio");
            }
        }
        if (rest.isEmpty() || rest.getFirst().startsWith("--")) {
            return fail("no flags given");
        }
        boolean isFine = true;
        for (RtpengineModule module : modules) {
            isFine &= print(module, String.join(" ", rest));
        }
        out.flush();
        return isFine ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private boolean print(RtpengineModule module, String flags) {
        out.println(module.displayName());
        boolean isFine = true;
        for (FlagExplanation explanation : new FlagExplainer(module).explain(flags)) {
            Verdict verdict = explanation.verdict();
            isFine &= verdict != Verdict.UNKNOWN && verdict != Verdict.ERROR;
            String remark = verdict == Verdict.OK ? "" : verdict.name().toLowerCase(Locale.ROOT) + ": ";
            out.println("  " + explanation.token() + "  ->  " + (explanation.sent().isEmpty() ? "-" : explanation.sent()));
            out.println("      " + remark + explanation.meaning());
        }
        return isFine;
    }

    private int fail(String message) {
        err.println(name + ": " + message);
        err.print("""
                Usage: %s [--module opensips|kamailio] "FLAG FLAG..."

                Says what each flag of the rtpengine modules becomes on the wire and what it means. Exit status 1 if one is unknown or refused.
                """.formatted(name));
        err.flush();
        return ExitStatus.FAILED;
    }
}
