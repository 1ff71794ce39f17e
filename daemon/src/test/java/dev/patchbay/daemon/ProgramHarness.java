package dev.patchbay.daemon;

import dev.patchbay.daemon.Signals.Kind;
import dev.patchbay.daemon.logging.LogBinding;
import dev.patchbay.relay.RelayOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Runs the program inside the test: a fake relay, signals that the test sends, and everything it writes. */
final class ProgramHarness implements Background {

    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();
    final Map<Kind, Runnable> signals = new EnumMap<>(Kind.class);
    final List<String> toldServiceManager = new ArrayList<>();
    final AtomicLong nanoTime = new AtomicLong();

    Optional<RelayOptions> started = Optional.empty();
    Optional<IOException> startFailure = Optional.empty();
    boolean refusesCalls;
    boolean closed;
    int calls;
    int detachedStatus = -1;

    /** What the relay's surroundings do each time it is asked for its calls. */
    Runnable onCallCount = () -> {};

    /** Called on the program's thread once it is ready: sends signals. */
    Consumer<ProgramHarness> whenReady = harness -> harness.signals.get(Kind.TERM).run();

    int run(Path defaultConfigFile, String... arguments) throws InterruptedException {
        ProgramEnvironment environment = new ProgramEnvironment(
                "rtpengine",
                "1.2.3",
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new LogBinding(
                        err,
                        facility -> {
                            throw new IOException("no syslog in tests");
                        },
                        InstantSource.system()),
                defaultConfigFile,
                this::start,
                signals::put,
                this,
                new ServiceManager(Map.of("NOTIFY_SOCKET", "@service-manager"), (socket, state) -> toldServiceManager.add(socket + " " + state)),
                4711,
                nanoTime::get,
                () -> 7);
        return new RelayProgram(environment).run(List.of(arguments));
    }

    String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private RunningRelay start(RelayOptions options) throws IOException {
        if (startFailure.isPresent()) {
            throw startFailure.get();
        }
        started = Optional.of(options);
        return new RunningRelay() {
            @Override
            public int callCount() {
                onCallCount.run();
                return calls;
            }

            @Override
            public void refuseNewCalls() {
                refusesCalls = true;
            }

            @Override
            public void close() {
                closed = true;
            }
        };
    }

    @Override
    public boolean isDetached() {
        return detachedStatus < 0;
    }

    @Override
    public int startDetached() {
        return detachedStatus;
    }

    @Override
    public void reportReady() {
        whenReady.accept(this);
    }
}
