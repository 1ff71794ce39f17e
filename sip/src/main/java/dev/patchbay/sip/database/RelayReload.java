package dev.patchbay.sip.database;

import dev.patchbay.sip.client.RelayPool;
import dev.patchbay.sip.node.RelayNode;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Puts the relays of a table in force in the place of those before: at the start, and whenever an operator asks. Commands under way end
 * with the sets they began with. Any thread; reloads come one after the other.
 *
 * <p>Both modules take their relays either from parameters or from a database; with a database, give no socket lists.
 */
public final class RelayReload {

    private static final Logger LOG = System.getLogger("sip.database");

    private final RelayDatabase database;
    private final RelayPool pool;
    private final ReentrantLock turn = new ReentrantLock();

    /** Neither is closed by this. */
    public RelayReload(RelayDatabase database, RelayPool pool) {
        this.database = database;
        this.pool = pool;
    }

    /**
     * Reads and swaps. Rows that are no relays are logged and left out. All relays that are not switched off are pinged, as the modules do it,
     * but without waiting for them: one that was believed dead may be back. {@link RelayPool#pingAll} afterwards waits.
     *
     * @throws DatabaseException if the table cannot be read, or has rows but not one relay: all stays as it was
     */
    public LoadedRelays run() throws DatabaseException {
        turn.lock();
        try {
            LoadedRelays loaded = database.load();
            String table = database.settings().table().name();
            loaded.faults().forEach(fault -> LOG.log(Level.ERROR, "table {0}, {1}", table, fault));
            if (loaded.relays().isEmpty() && !loaded.faults().isEmpty()) {
                throw new DatabaseException("table " + table + " has no usable row, so the relays stay as they are; "
                        + loaded.faults().getFirst());
            }
            if (database.settings().table().isOldKept()) {
                pool.replaceKeepingOld(loaded.relays());
            } else {
                pool.replace(loaded.relays());
            }
            LOG.log(Level.INFO, "{0} relays from table {1}, {2} rows left out", loaded.relays().size(), table, loaded.faults().size());
            for (RelayNode node : pool.sets().snapshot().displayedNodes()) {
                if (!node.status().isPermanentlyDisabled()) {
                    var _ = pool.watch().test(node);
                }
            }
            return loaded;
        } finally {
            turn.unlock();
        }
    }
}
