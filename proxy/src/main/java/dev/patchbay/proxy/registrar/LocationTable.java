package dev.patchbay.proxy.registrar;

import dev.patchbay.proxy.nat.Flow;
import dev.patchbay.sip.database.DatabaseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Where users are. Reading never waits; changes of one user come one after the other and are in the database, if there is one, before
 * they are seen. Any thread.
 */
public final class LocationTable {

    /** Users share locks; a change may wait for the database, so there are many. */
    private static final int LOCKS = 256;

    private final LocationLimits limits;
    private final Optional<LocationDatabase> database;
    private final Map<AddressOfRecord, List<Binding>> users = new ConcurrentHashMap<>();
    private final AtomicInteger userCount = new AtomicInteger();

    /** Who came over a connection, so that all may go with it. */
    private final Map<Flow, Set<AddressOfRecord>> byConnection = new ConcurrentHashMap<>();

    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];

    private LocationTable(LocationLimits limits, Optional<LocationDatabase> database) {
        this.limits = limits;
        this.database = database;
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    /** Of this process only: after a restart users are away until they register again. */
    public static LocationTable inMemory(LocationLimits limits) {
        return new LocationTable(limits, Optional.empty());
    }

    /**
     * With what the database has of earlier.
     *
     * @param database not closed by this; no other process may write into its table
     */
    public static LocationTable load(LocationLimits limits, LocationDatabase database, Instant now) throws DatabaseException {
        LocationTable table = new LocationTable(limits, Optional.of(database));
        database.deleteExpired(now);
        database.load(limits.users(), table::restore);
        return table;
    }

    /** Connections have not outlived the process. */
    private void restore(AddressOfRecord user, Binding binding) {
        Optional<Binding> rest = connectionOf(binding).isEmpty() ? Optional.of(binding) : binding.withoutConnection();
        rest.ifPresent(known -> put(user, with(bindings(user), known)));
    }

    private static List<Binding> with(List<Binding> bindings, Binding added) {
        List<Binding> all = new ArrayList<>(bindings);
        all.add(added);
        return all;
    }

    public LocationLimits limits() {
        return limits;
    }

    /** Users with bindings, some of which may just have expired. */
    public int userCount() {
        return userCount.get();
    }

    /** Where a user is now, in the order to try: by q, then the latest first. Empty if nowhere. */
    public List<Binding> lookup(AddressOfRecord user, Instant now) {
        return bindings(user).stream()
                .filter(b -> b.isValidAt(now))
                .sorted(Binding.PREFERENCE)
                .toList();
    }

    /** Everything, without order. What changes meanwhile may be seen or not. */
    public void forEach(BiConsumer<AddressOfRecord, Binding> visitor) {
        users.forEach((user, bindings) -> bindings.forEach(binding -> visitor.accept(user, binding)));
    }

    /** What a REGISTER request makes of the bindings there are. */
    @FunctionalInterface
    interface Change {
        List<Binding> apply(List<Binding> current) throws RegisterRefusedException;
    }

    /**
     * Applies a change as a whole or not at all.
     *
     * @return the bindings there are now
     * @throws RegisterRefusedException by the change, or because of a limit
     * @throws DatabaseException if the database does not take it
     */
    List<Binding> change(AddressOfRecord user, Instant now, Change change) throws RegisterRefusedException, DatabaseException {
        ReentrantLock lock = lock(user);
        lock.lock();
        try {
            List<Binding> current = lookup(user, now);
            List<Binding> next = change.apply(current);
            if (next.size() > limits.contacts()) {
                throw new RegisterRefusedException(403, "Too many contacts");
            }
            if (next.equals(current)) {
                return current;
            }
            boolean isNew = !users.containsKey(user) && !next.isEmpty();
            if (isNew && userCount.get() >= limits.users()) {
                throw new RegisterRefusedException(503, "Too many users");
            }
            if (database.isPresent()) {
                database.get().replace(user, next);
            }
            put(user, next);
            return lookup(user, now);
        } finally {
            lock.unlock();
        }
    }

    /** Under the user's lock. */
    private void put(AddressOfRecord user, List<Binding> next) {
        for (Binding old : bindings(user)) {
            connectionOf(old).ifPresent(flow -> byConnection.computeIfPresent(flow, (_, those) -> {
                those.remove(user);
                return those.isEmpty() ? null : those;
            }));
        }
        List<Binding> before = next.isEmpty() ? users.remove(user) : users.put(user, List.copyOf(next));
        userCount.addAndGet((next.isEmpty() ? 0 : 1) - (before == null ? 0 : 1));
        for (Binding binding : next) {
            connectionOf(binding).ifPresent(flow -> byConnection.compute(flow, (_, those) -> {
                Set<AddressOfRecord> some = those == null ? ConcurrentHashMap.newKeySet() : those;
                some.add(user);
                return some;
            }));
        }
    }

    private static Optional<Flow> connectionOf(Binding binding) {
        return binding.flow().filter(flow -> flow.transport().isReliable());
    }

    private List<Binding> bindings(AddressOfRecord user) {
        return users.getOrDefault(user, List.of());
    }

    /** Whether anybody is reached by this connection. */
    boolean isConnected(Flow flow) {
        return byConnection.containsKey(flow);
    }

    /**
     * A connection is closed: whoever came over it is reached there no more. What was registered later than that is left alone.
     *
     * @param closedAt is now, or was a moment ago
     */
    public void removeConnection(Flow flow, Instant closedAt) throws DatabaseException {
        for (AddressOfRecord user : List.copyOf(byConnection.getOrDefault(flow, Set.of()))) {
            reduce(user, closedAt, binding -> isOlder(binding, closedAt) && binding.flow().equals(Optional.of(flow))
                    ? binding.withoutConnection()
                    : Optional.of(binding));
        }
    }

    private static boolean isOlder(Binding binding, Instant time) {
        return !binding.stamp().at().isAfter(time);
    }

    /** A contact is known to be dead, or an operator wants it away. */
    public void remove(AddressOfRecord user, String contact, Instant now) throws DatabaseException {
        reduce(user, now, binding -> Optional.of(binding).filter(known -> !known.contact().equals(contact)));
    }

    /** @param rest what becomes of each binding: itself, another, or nothing */
    private void reduce(AddressOfRecord user, Instant now, Function<Binding, Optional<Binding>> rest) throws DatabaseException {
        try {
            change(user, now, current -> current.stream().flatMap(binding -> rest.apply(binding).stream()).toList());
        } catch (RegisterRefusedException e) {
            throw new IllegalStateException("fewer bindings break no limit", e);
        }
    }

    /** Forgets what has expired; to be called now and then. Nothing expired is looked up in any case. */
    public void expire(Instant now) throws DatabaseException {
        for (Map.Entry<AddressOfRecord, List<Binding>> entry : users.entrySet()) {
            if (!entry.getValue().stream().allMatch(b -> b.isValidAt(now))) {
                expire(entry.getKey(), now);
            }
        }
        if (database.isPresent()) {
            database.get().deleteExpired(now);
        }
    }

    private void expire(AddressOfRecord user, Instant now) {
        ReentrantLock lock = lock(user);
        lock.lock();
        try {
            put(user, lookup(user, now));
        } finally {
            lock.unlock();
        }
    }

    private ReentrantLock lock(AddressOfRecord user) {
        return locks[Math.floorMod(user.hashCode(), LOCKS)];
    }
}
