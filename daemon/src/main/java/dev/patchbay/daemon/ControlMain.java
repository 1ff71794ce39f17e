package dev.patchbay.daemon;

import java.io.FileDescriptor;
import java.util.List;

/** Entry of the client of the command line interface. */
public final class ControlMain {

    private ControlMain() {}

    /** @param arguments see {@link ControlClient} */
    public static void main(String[] arguments) {
        String name = System.getenv().getOrDefault(Main.NAME_VARIABLE, "patchbay ctl");
        ControlClient client =
                new ControlClient(name, Main.stream(FileDescriptor.out), Main.stream(FileDescriptor.err));
        System.exit(client.run(List.of(arguments)));
    }
}
