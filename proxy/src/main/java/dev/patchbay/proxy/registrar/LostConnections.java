package dev.patchbay.proxy.registrar;

import dev.patchbay.proxy.nat.Flow;
import dev.patchbay.sip.database.DatabaseException;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Takes away the way to users whose connection has closed: a browser's cannot be opened from here (RFC 7118 section 5), and whoever comes
 * back registers anew. Any thread.
 */
public final class LostConnections {

    private static final System.Logger LOG = System.getLogger("proxy.registrar");

    private final LocationTable table;
    private final InstantSource clock;

    public LostConnections(LocationTable table, InstantSource clock) {
        this.table = table;
        this.clock = clock;
    }

    /** Returns at once; the database, if there is one, may take its time. */
    public void onClosed(Flow connection) {
        if (!table.isConnected(connection)) {
            return;
        }
        // Whoever registers from now on has another connection, even if it should come from the same port.
        Instant closedAt = clock.instant();
        var _ = Thread.ofVirtual().name("sip-lost-connection").start(() -> remove(connection, closedAt));
    }

    private void remove(Flow connection, Instant closedAt) {
        try {
            table.removeConnection(connection, closedAt);
        } catch (DatabaseException e) {
            LOG.log(Level.ERROR, "registrations over {0} stay: {1}", connection, e.getMessage());
        }
    }
}
