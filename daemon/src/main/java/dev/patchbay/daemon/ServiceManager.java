package dev.patchbay.daemon;

import dev.patchbay.log.RelayLog;
import dev.patchbay.log.Subsystem;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Who started the program as a service and waits for word of it: systemd with {@code Type=notify}, as in the unit of Debian's
 * {@code rtpengine-daemon}. Without that nobody is told anything.
 */
final class ServiceManager {

    /** Environment variable with the address of its socket. */
    static final String SOCKET_VARIABLE = "NOTIFY_SOCKET";

    /** For closing, after the calls have ended. */
    private static final long CLOSING_SECONDS = 30;

    private static final RelayLog LOG = RelayLog.of(Subsystem.CORE);

    private final Optional<String> socket;
    private final Channel channel;

    /** How it is reached: a seam for tests. */
    @FunctionalInterface
    interface Channel {
        void send(String socket, String state) throws IOException;
    }

    /** @param variables environment of this process */
    ServiceManager(Map<String, String> variables, Channel channel) {
        this.socket = Optional.ofNullable(variables.get(SOCKET_VARIABLE)).filter(address -> !address.isEmpty());
        this.channel = channel;
    }

    void reportReady() {
        tell("READY=1");
    }

    /** @param drainSeconds how long ending may take because of calls: more than it would have patience for, perhaps */
    void reportStopping(int drainSeconds) {
        long stoppingUs = TimeUnit.SECONDS.toMicros(drainSeconds + CLOSING_SECONDS);
        tell(drainSeconds == 0 ? "STOPPING=1" : "STOPPING=1\nEXTEND_TIMEOUT_USEC=" + stoppingUs);
    }

    private void tell(String state) {
        socket.ifPresent(address -> {
            try {
                channel.send(address, state);
            } catch (IOException | IllegalArgumentException e) {
                LOG.warn("The service manager could not be told '{}': {}", state.lines().findFirst().orElse(""), String.valueOf(e.getMessage()));
            }
        });
    }
}
