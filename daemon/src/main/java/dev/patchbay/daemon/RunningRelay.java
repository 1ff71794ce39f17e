package dev.patchbay.daemon;

import dev.patchbay.relay.Relay;
import dev.patchbay.relay.RelayOptions;
import java.io.IOException;

/** What the program needs of a started relay: a seam for tests. */
interface RunningRelay extends AutoCloseable {

    /** Starts a relay. */
    @FunctionalInterface
    interface Starter {
        /** @throws IOException when an address cannot be bound or an interface is unknown; the message says which */
        RunningRelay start(RelayOptions options) throws IOException;
    }

    /** Calls that exist now. */
    int callCount();

    /** Refuses new calls from now on. */
    void refuseNewCalls();

    /** Makes its packet path fast before it is needed; blocks for so long at most. */
    default void warmUp(long mostNs) {}

    /** Reads anew what can be changed while it runs; by {@code SIGHUP}. */
    default void reload() {}

    @Override
    void close();

    static RunningRelay of(Relay relay) {
        return new RunningRelay() {
            @Override
            public void warmUp(long mostNs) {
                relay.warmUp(mostNs);
            }

            @Override
            public int callCount() {
                return relay.callCount();
            }

            @Override
            public void refuseNewCalls() {
                relay.refuseNewCalls();
            }

            @Override
            public void close() {
                relay.close();
            }
        };
    }
}
