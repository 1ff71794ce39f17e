package dev.patchbay.phone.call;

import dev.patchbay.net.IpAddress;
import dev.patchbay.phone.media.MediaEndpoint;
import dev.patchbay.phone.media.MediaFigures;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import javax.sip.address.SipURI;
import org.jspecify.annotations.Nullable;

/**
 * One phone for one call: registers if it has a proxy, calls or waits to be called, talks, and takes everything back. Made for one
 * {@link #run}; {@link #stop} may come from any thread at any time.
 */
public final class Phone {

    private final PhoneOptions options;
    private final Consumer<String> progress;
    private final LongSupplier clock;
    private final InstantSource wallClock;
    private final RandomGenerator random;
    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().name("phone").daemon().unstarted(task));
    private final CompletableFuture<CallReport> done = new CompletableFuture<>();
    private @Nullable Course course; // owner: phone

    /**
     * @param progress told in a few words what happens, on threads of the phone
     * @param clock nanoseconds, monotonic
     * @param random may be used by several threads at once
     */
    public Phone(
            PhoneOptions options,
            Consumer<String> progress,
            LongSupplier clock,
            InstantSource wallClock,
            RandomGenerator random) {
        this.options = options;
        this.progress = progress;
        this.clock = clock;
        this.wallClock = wallClock;
        this.random = random;
    }

    /** Ends the call as a user does who hangs up, then the registration; {@link #run} returns with what there was. */
    public void stop() {
        try {
            loop.execute(() -> {
                if (course == null) {
                    done.complete(new CallReport(Outcome.failed("stopped"), "", Duration.ZERO, MediaFigures.NONE));
                } else {
                    course.stop();
                }
            });
        } catch (RejectedExecutionException e) {
            assert loop.isShutdown() : "refused by a phone that is still there";
        }
    }

    /** Runs the phone to the end of its call. */
    public CallReport run() throws PhoneException, InterruptedException {
        SipEvents events = new SipEvents();
        try {
            SipURI target = options.target().isEmpty()
                    ? null
                    : CallTarget.parse(options.target().get(), options.proxy(), options.transport());
            IpAddress ip = address(target);
            int port = options.listen().port().orElse(0);
            try (SipEndpoint endpoint = SipEndpoint.open(ip, port, options.transport(), options.proxy(), events)) {
                PhoneLine line = new PhoneLine(endpoint, options, loop, progress, done::completeExceptionally, random);
                line.execute(() -> begin(new Course(line, () -> media(ip), target, clock, done), line, events));
                return done.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            loop.shutdownNow();
        }
    }

    private void begin(Course begun, PhoneLine line, SipEvents events) {
        if (!done.isDone()) {
            course = begun;
            events.begin(line, begun);
            begun.start();
        }
    }

    private IpAddress address(@Nullable SipURI target) throws PhoneException {
        if (!options.listen().host().isEmpty()) {
            return LocalAddress.named(options.listen().host());
        }
        if (options.proxy().isPresent()) {
            return LocalAddress.towards(options.proxy().get().host());
        }
        return LocalAddress.towards(target == null ? "127.0.0.1" : target.getHost());
    }

    private CallMedia media(IpAddress ip) throws IOException {
        MediaEndpoint endpoint = MediaEndpoint.open(ip, options.tone(), clock, wallClock, random);
        long sessionId = wallClock.millis();
        return new CallMedia(endpoint, new SdpNegotiation(ip, endpoint.port(), options.codecs(), sessionId));
    }
}
