package dev.patchbay.daemon;

import java.io.FileDescriptor;
import java.io.PrintStream;
import java.util.List;

/** Entry of the client of the command line interface. */
public final class ControlMain {

    private ControlMain() {}

    /** @param arguments see {@link ControlClient}; beginning with {@code flags} see {@link FlagsCommand} */
    public static void main(String[] arguments) {
        String name = System.getenv().getOrDefault(Main.NAME_VARIABLE, "patchbay ctl");
        PrintStream out = Main.stream(FileDescriptor.out);
        PrintStream err = Main.stream(FileDescriptor.err);
        List<String> words = List.of(arguments);
        boolean isAboutFlags = !words.isEmpty() && words.getFirst().equals("flags");
        System.exit(
                isAboutFlags
                        ? new FlagsCommand(name + " flags", out, err).run(words.subList(1, words.size()))
                        : new ControlClient(name, out, err).run(words));
    }
}
