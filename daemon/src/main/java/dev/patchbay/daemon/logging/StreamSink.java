package dev.patchbay.daemon.logging;

import dev.patchbay.log.Severity;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;

/** Writes lines to stderr, {@code [1795294869.716409] } before each unless told not to. One write call per line. */
final class StreamSink implements LogSink {

    private final OutputStream stream;
    private final boolean hasTimestamps;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();

    /** @param stream not closed here, as it is stderr */
    StreamSink(OutputStream stream, boolean hasTimestamps, InstantSource clock) {
        this.stream = stream;
        this.hasTimestamps = hasTimestamps;
        this.clock = clock;
    }

    @Override
    public void write(Severity severity, String line) {
        String text = hasTimestamps ? timestamp() + line + "\n" : line + "\n";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        lock.lock();
        try {
            stream.write(bytes);
            stream.flush();
        } catch (IOException e) {
            // Nobody reads stderr any more, for instance after going to the background: there is no other place to tell.
        } finally {
            lock.unlock();
        }
    }

    private String timestamp() {
        Instant now = clock.instant();
        String micros = Integer.toString(1_000_000 + now.getNano() / 1000).substring(1);
        return "[" + now.getEpochSecond() + "." + micros + "] ";
    }
}
