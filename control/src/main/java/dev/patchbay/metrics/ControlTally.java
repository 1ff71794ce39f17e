package dev.patchbay.metrics;

import dev.patchbay.metrics.ProxyFigures.CommandFigures;
import dev.patchbay.net.IpAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts the requests of each proxy as they are answered. Any thread. */
public final class ControlTally {

    /** Proxies told apart; the requests of further ones are counted together under {@link #OTHERS}. */
    public static final int MAX_PROXIES = 1000;

    /** Stands for the proxies beyond the limit. */
    public static final IpAddress OTHERS = IpAddress.literal("0.0.0.0");

    private final ConcurrentHashMap<IpAddress, Cells> proxies = new ConcurrentHashMap<>();

    /** Nothing counted yet. */
    public ControlTally() {}

    /** @param command empty when the request named none, or none that is known */
    public void count(IpAddress proxy, Optional<ControlCommand> command, long durationNs, boolean isError) {
        Cells cells = cells(proxy);
        if (command.isPresent()) {
            int index = command.get().ordinal();
            cells.counts[index].increment();
            cells.durationsNs[index].add(durationNs);
        }
        if (isError) {
            cells.errors.increment();
        }
    }

    /** Lists the proxy from now on, also while its first request is still being carried out. */
    public void see(IpAddress proxy) {
        cells(proxy);
    }

    private Cells cells(IpAddress proxy) {
        Cells cells = proxies.get(proxy);
        return cells != null
                ? cells
                : proxies.computeIfAbsent(proxies.mappingCount() < MAX_PROXIES ? proxy : OTHERS, _ -> new Cells());
    }

    /** In the order of their addresses. */
    public List<ProxyFigures> figures() {
        return proxies.entrySet().stream()
                .map(entry -> entry.getValue().figures(entry.getKey()))
                .sorted((a, b) -> compare(a.proxy(), b.proxy()))
                .toList();
    }

    private static int compare(IpAddress a, IpAddress b) {
        int byFamily = a.family().compareTo(b.family());
        int byHigh = byFamily != 0 ? byFamily : Long.compareUnsigned(a.high(), b.high());
        return byHigh != 0 ? byHigh : Long.compareUnsigned(a.low(), b.low());
    }

    private static final class Cells {
        private final LongAdder[] counts = adders();
        private final LongAdder[] durationsNs = adders();
        private final LongAdder errors = new LongAdder();

        private static LongAdder[] adders() {
            LongAdder[] adders = new LongAdder[ControlCommand.values().length];
            for (int i = 0; i < adders.length; i++) {
                adders[i] = new LongAdder();
            }
            return adders;
        }

        private ProxyFigures figures(IpAddress proxy) {
            Map<ControlCommand, CommandFigures> commands = new EnumMap<>(ControlCommand.class);
            for (ControlCommand command : ControlCommand.values()) {
                int index = command.ordinal();
                commands.put(command, new CommandFigures(counts[index].sum(), durationsNs[index].sum()));
            }
            return new ProxyFigures(proxy, commands, errors.sum());
        }
    }
}
