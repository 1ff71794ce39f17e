package dev.patchbay.port;

import dev.patchbay.net.IpFamily;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All logical interfaces, and the rules by which an ng {@code direction} picks one.
 *
 * <p>Interfaces named {@code BASE:SUFFIX} form a round robin group that is reached as {@code BASE}. The names {@code internal} and
 * {@code external}, when no such interfaces exist, choose IPv4 and IPv6 (as old clients expect), and {@code round-robin-calls}
 * goes round all interfaces.
 */
public final class Interfaces {

    private static final String ROUND_ROBIN_ALL = "round-robin-calls";
    private static final Map<String, IpFamily> LEGACY_FAMILY_NAMES =
            Map.of("internal", IpFamily.IPV4, "external", IpFamily.IPV6);

    private final Map<String, LogicalInterface> byName;
    private final Map<String, RoundRobinGroup> groups;

    /** @param addresses in configuration order, at least one; those with the same name form one logical interface */
    public Interfaces(List<LocalInterface> addresses) {
        Map<String, List<LocalInterface>> grouped = new LinkedHashMap<>();
        addresses.forEach(a -> grouped.computeIfAbsent(a.name(), _ -> new ArrayList<>()).add(a));
        Map<String, LogicalInterface> names = new LinkedHashMap<>();
        grouped.forEach((name, list) -> names.put(name, new LogicalInterface(name, list)));
        if (names.isEmpty()) {
            throw new IllegalArgumentException("no interface is configured");
        }
        byName = names;
        Map<String, List<LogicalInterface>> members = new LinkedHashMap<>();
        names.values().forEach(logical -> {
            int colon = logical.name().indexOf(':');
            if (colon > 0) {
                members.computeIfAbsent(logical.name().substring(0, colon), _ -> new ArrayList<>()).add(logical);
            }
        });
        members.put(ROUND_ROBIN_ALL, List.copyOf(names.values()));
        Map<String, RoundRobinGroup> all = new LinkedHashMap<>();
        members.forEach((name, list) -> all.put(name, new RoundRobinGroup(list)));
        groups = all;
    }

    /** Every local address, in configuration order. */
    public List<LocalInterface> addresses() {
        return byName.values().stream().flatMap(l -> l.addresses().stream()).toList();
    }

    public Optional<LogicalInterface> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * The family that a legacy direction name asks for; empty when the name is a real interface or means nothing.
     */
    public Optional<IpFamily> legacyFamily(String name) {
        return byName.containsKey(name) ? Optional.empty() : Optional.ofNullable(LEGACY_FAMILY_NAMES.get(name));
    }

    /** Whether {@link #select} knows this name, so that the caller can warn if not. */
    public boolean knows(String name) {
        return byName.containsKey(name) || groups.containsKey(name) || legacyFamily(name).isPresent();
    }

    /** Whether an interface is what this name means: the one so named, a member of the group, or any for a family name. */
    public boolean isServedBy(String name, LogicalInterface logical) {
        if (byName.containsKey(name)) {
            return logical.name().equals(name);
        }
        RoundRobinGroup group = groups.get(name);
        return group == null || group.members.contains(logical);
    }

    /** False for an interface without an address of the family, unless there is none anywhere; names of anything else do not matter. */
    public boolean hasFamily(String name, IpFamily family) {
        LogicalInterface exact = byName.get(name);
        return exact == null || exact.primary(family).isPresent() || addresses().stream().noneMatch(a -> a.family() == family);
    }

    /**
     * Picks the interface for a new media section.
     *
     * @param name as in {@code direction}; empty or unknown means the first interface with an address of the family
     * @param ports how many ports will be wanted, for a group to skip full members
     */
    public LogicalInterface select(Optional<String> name, IpFamily family, int ports) {
        if (name.isPresent()) {
            LogicalInterface exact = byName.get(name.get());
            if (exact != null) {
                return exact;
            }
            RoundRobinGroup group = groups.get(name.get());
            if (group != null) {
                return group.next(family, ports);
            }
        }
        LogicalInterface first = firstOf(family);
        int colon = first.name().indexOf(':');
        RoundRobinGroup group = colon > 0 ? groups.get(first.name().substring(0, colon)) : null;
        return group == null ? first : group.next(family, ports);
    }

    /** The first interface with an address of the family; the first of all when there is none. */
    private LogicalInterface firstOf(IpFamily family) {
        for (LogicalInterface logical : byName.values()) {
            if (logical.primary(family).isPresent()) {
                return logical;
            }
        }
        return byName.values().iterator().next();
    }

    /** Takes its members in turn, passing over those without enough free ports. */
    private static final class RoundRobinGroup {

        private final List<LogicalInterface> members;
        private final AtomicInteger turn = new AtomicInteger();

        RoundRobinGroup(List<LogicalInterface> members) {
            this.members = members;
        }

        LogicalInterface next(IpFamily family, int ports) {
            int start = turn.getAndIncrement();
            for (int i = 0; i < members.size(); i++) {
                LogicalInterface candidate = members.get(Math.floorMod(start + i, members.size()));
                if (candidate.primary(family).map(a -> a.pool().free() >= ports).orElse(false)) {
                    return candidate;
                }
            }
            return members.get(Math.floorMod(start, members.size()));
        }
    }
}
