package dev.patchbay.daemon;

import dev.patchbay.daemon.logging.LogBinding;
import dev.patchbay.phone.PhoneCommand;
import java.io.FileDescriptor;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Entry of the test phone: binds {@link PhoneCommand} to this process. */
public final class CallMain {

    private CallMain() {}

    /** @param arguments see {@link PhoneCommand} */
    public static void main(String[] arguments) throws InterruptedException {
        LogBinding.silence();
        PhoneCommand command = new PhoneCommand(
                System.getenv().getOrDefault(Main.NAME_VARIABLE, "patchbay call"),
                Main.stream(FileDescriptor.out),
                Main.stream(FileDescriptor.err),
                System::nanoTime,
                InstantSource.system(),
                new SecureRandom());
        AtomicBoolean isAsked = new AtomicBoolean();
        Signals signals = new SystemSignals();
        for (Signals.Kind kind : List.of(Signals.Kind.INT, Signals.Kind.TERM)) {
            signals.on(kind, () -> {
                if (isAsked.getAndSet(true)) {
                    // Asked twice: whoever does that does not want to wait for the other side.
                    System.exit(ExitStatus.FAILED);
                }
                command.stop();
            });
        }
        System.exit(command.run(List.of(arguments)));
    }
}
