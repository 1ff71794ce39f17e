package dev.patchbay.relay;

import com.sun.management.OperatingSystemMXBean;
import dev.patchbay.call.SystemLoad;
import dev.patchbay.metrics.TrafficFigures;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/** The host's load, sampled by {@link #sample} about once a second, and the media rate. Any readers. */
final class HostLoad implements SystemLoad {

    private final OperatingSystemMXBean system =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Supplier<TrafficFigures> perSecond;
    private volatile double loadAverage;
    private volatile double cpuPercent;

    /** @param perSecond media relayed, by process and kernel */
    HostLoad(Supplier<TrafficFigures> perSecond) {
        this.perSecond = perSecond;
    }

    void sample() {
        loadAverage = Math.max(0, system.getSystemLoadAverage());
        cpuPercent = Math.max(0, system.getCpuLoad()) * 100;
    }

    @Override
    public double loadAverage() {
        return loadAverage;
    }

    @Override
    public double cpuPercent() {
        return cpuPercent;
    }

    @Override
    public long bytesPerSecond() {
        return perSecond.get().bytes();
    }
}
