package dev.patchbay.proxy.registrar;

import dev.patchbay.sip.database.DatabaseException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;

/**
 * Keeps the way open to contacts behind NAT, and to browsers, by OPTIONS requests, and finds out who is gone. Contacts that can be
 * reached where they say are left in peace.
 *
 * <p>Thread: {@link #tick} is called by one at a time; answers may come in on any.
 */
public final class ContactPings {

    private static final Logger LOG = System.getLogger("proxy.registrar");

    /** Sends an OPTIONS request. */
    @FunctionalInterface
    public interface Sender {

        /**
         * Returns at once.
         *
         * @param whenDone to be called once, with whether any response came, whatever its status
         */
        void ping(AddressOfRecord user, Binding binding, java.util.function.Consumer<Boolean> whenDone);
    }

    /**
     * @param interval between two pings of a contact; less than what NATs forget after, some 30 seconds for UDP
     * @param perSecond so many are sent at most: a restart must not make a burst of all contacts
     * @param unansweredToRemove so many in a row, and the contact is taken for gone
     */
    public record Settings(Duration interval, int perSecond, int unansweredToRemove) {

        public Settings {
            if (!interval.isPositive() || perSecond < 1 || unansweredToRemove < 1) {
                throw new IllegalArgumentException("interval, perSecond and unansweredToRemove have to be positive");
            }
        }

        public static Settings byDefault() {
            return new Settings(Duration.ofSeconds(25), 500, 3);
        }
    }

    private record Target(AddressOfRecord user, String contact) {}

    private record Outcome(Target target, boolean isAnswered) {}

    /** Of one contact. */
    private static final class Schedule {
        private Instant due;
        private boolean isUnderWay;
        private int unanswered;
        private long seenInRound;

        Schedule(Instant due) {
            this.due = due;
        }
    }

    private final LocationTable table;
    private final Settings settings;
    private final Sender sender;
    private final RandomGenerator random;
    private final Map<Target, Schedule> schedules = new HashMap<>();

    /** As many as pings are under way. */
    private final ConcurrentLinkedQueue<Outcome> outcomes = new ConcurrentLinkedQueue<>();

    private long round;
    private int room;

    public ContactPings(LocationTable table, Settings settings, Sender sender, RandomGenerator random) {
        this.table = table;
        this.settings = settings;
        this.sender = sender;
        this.random = random;
    }

    /** To be called once a second. */
    public void tick(Instant now) {
        takeOutcomes(now);
        round++;
        room = settings.perSecond();
        table.forEach((user, binding) -> {
            if (binding.flow().isPresent() && binding.isValidAt(now)) {
                visit(user, binding, now);
            }
        });
        schedules.values().removeIf(schedule -> schedule.seenInRound != round);
    }

    private void visit(AddressOfRecord user, Binding binding, Instant now) {
        Target target = new Target(user, binding.contact());
        Schedule schedule = schedules.computeIfAbsent(target, _ -> new Schedule(now.plus(someOf(settings.interval()))));
        schedule.seenInRound = round;
        if (room > 0 && !schedule.isUnderWay && !schedule.due.isAfter(now)) {
            room--;
            schedule.isUnderWay = true;
            schedule.due = now.plus(settings.interval());
            sender.ping(user, binding, isAnswered -> outcomes.add(new Outcome(target, isAnswered)));
        }
    }

    /** Contacts that register together need not be pinged together. */
    private Duration someOf(Duration interval) {
        return Duration.ofMillis(random.nextLong(interval.toMillis()));
    }

    private void takeOutcomes(Instant now) {
        for (Outcome outcome = outcomes.poll(); outcome != null; outcome = outcomes.poll()) {
            Schedule schedule = schedules.get(outcome.target());
            if (schedule == null) {
                continue;
            }
            schedule.isUnderWay = false;
            schedule.unanswered = outcome.isAnswered() ? 0 : schedule.unanswered + 1;
            if (schedule.unanswered >= settings.unansweredToRemove()) {
                remove(outcome.target(), now);
            }
        }
    }

    private void remove(Target target, Instant now) {
        LOG.log(Level.INFO, "{0} is gone from {1}: {2} pings without an answer", target.user(), target.contact(),
                settings.unansweredToRemove());
        schedules.remove(target);
        try {
            table.remove(target.user(), target.contact(), now);
        } catch (DatabaseException e) {
            LOG.log(Level.ERROR, "{0} stays registered: {1}", target.user(), e.getMessage());
        }
    }
}
