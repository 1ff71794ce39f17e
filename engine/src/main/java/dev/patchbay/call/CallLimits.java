package dev.patchbay.call;

/** Decides whether another call may be created. Any thread. */
final class CallLimits {

    private final CallSettings settings;
    private final SystemLoad load;
    private final CallTotals totals;

    CallLimits(CallSettings settings, SystemLoad load, CallTotals totals) {
        this.settings = settings;
        this.load = load;
        this.totals = totals;
    }

    /** @param calls how many there are now */
    void check(int calls) throws LoadLimitException {
        if (settings.maxSessions() >= 0 && calls >= settings.maxSessions()) {
            totals.add(CallTotals.Total.REJECTED, 1);
            throw new LoadLimitException(LoadLimitException.SESSIONS);
        }
        if (settings.maxLoad() > 0 && load.loadAverage() >= settings.maxLoad()) {
            throw new LoadLimitException(LoadLimitException.LOAD);
        }
        if (settings.maxCpuPercent() > 0 && load.cpuPercent() >= settings.maxCpuPercent()) {
            throw new LoadLimitException(LoadLimitException.CPU);
        }
        if (settings.maxBandwidthBytesPerS() > 0 && load.bytesPerSecond() >= settings.maxBandwidthBytesPerS()) {
            throw new LoadLimitException(LoadLimitException.BANDWIDTH);
        }
    }
}
