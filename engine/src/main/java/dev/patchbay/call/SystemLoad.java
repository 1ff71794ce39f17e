package dev.patchbay.call;

/** How busy the host and the relay are, for the limits on new calls. Implementations sample in the background; any thread. */
public interface SystemLoad {

    /** Load average of the last minute. */
    double loadAverage();

    /** CPU use of the host in percent, 0..100. */
    double cpuPercent();

    /** Media bytes received per second. */
    long bytesPerSecond();
}
