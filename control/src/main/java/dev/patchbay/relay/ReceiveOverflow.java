package dev.patchbay.relay;

import dev.patchbay.log.RelayLog;
import dev.patchbay.log.Subsystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Datagrams that the system dropped because the receive buffer of a socket was full: what overload looks like, as the relay takes
 * what it can and the system drops the rest. The system counts them for all sockets of a network namespace together. Sampled about
 * once a second by {@link #sample}; any readers.
 */
final class ReceiveOverflow {

    private static final RelayLog LOG = RelayLog.of(Subsystem.CORE);
    private static final Path IPV4 = Path.of("/proc/self/net/snmp");
    private static final Path IPV6 = Path.of("/proc/self/net/snmp6");
    private static final String IPV6_NAME = "Udp6RcvbufErrors";

    private long first = -1;
    private volatile long total; // writer: housekeeping
    private long beforeOverload;
    private boolean isOverloaded;

    void sample() {
        long now = read();
        if (first < 0) {
            first = now;
        }
        long dropped = now - first;
        boolean isGrowing = dropped > total;
        if (isGrowing && !isOverloaded) {
            beforeOverload = total;
            LOG.warn("Receive buffers overflow: packets come faster than they can be taken, the system drops some");
        } else if (!isGrowing && isOverloaded) {
            LOG.warn("Receive buffers do not overflow any more, {} packets were dropped", total - beforeOverload);
        }
        isOverloaded = isGrowing;
        total = dropped;
    }

    /** Since the first sample; 0 where the system does not tell. */
    long total() {
        return total;
    }

    private static long read() {
        try {
            long sum = ipv4(Files.readAllLines(IPV4));
            return Files.exists(IPV6) ? sum + ipv6(Files.readAllLines(IPV6)) : sum;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Two lines that begin with {@code Udp:}, names and values. */
    static long ipv4(List<String> lines) {
        List<String> table = lines.stream().filter(line -> line.startsWith("Udp:")).toList();
        if (table.size() == 2) {
            List<String> names = List.of(table.getFirst().split(" "));
            String[] values = table.getLast().split(" ");
            int column = names.indexOf("RcvbufErrors");
            if (column > 0 && column < values.length) {
                return Long.parseLong(values[column]);
            }
        }
        return 0;
    }

    /** A name and a value in each line. */
    static long ipv6(List<String> lines) {
        for (String line : lines) {
            if (line.startsWith(IPV6_NAME)) {
                return Long.parseLong(line.substring(IPV6_NAME.length()).strip());
            }
        }
        return 0;
    }
}
