package dev.patchbay.call;

import dev.patchbay.plan.EndpointLearning;

/** What an operator may change while the relay runs (CLI {@code set …}). Thread-safe: each value stands for itself. */
public final class CallSettings {

    /** Default of option {@code timeout}, seconds. */
    public static final int DEFAULT_TIMEOUT_S = 60;

    /** Default of options {@code silent-timeout} and {@code offer-timeout}, seconds. */
    public static final int DEFAULT_LONG_TIMEOUT_S = 3600;

    /** Default of option {@code delete-delay}, seconds. */
    public static final int DEFAULT_DELETE_DELAY_S = 30;

    private volatile int timeoutS = DEFAULT_TIMEOUT_S;
    private volatile int silentTimeoutS = DEFAULT_LONG_TIMEOUT_S;
    private volatile int offerTimeoutS = DEFAULT_LONG_TIMEOUT_S;
    private volatile int finalTimeoutS;
    private volatile int deleteDelayS = DEFAULT_DELETE_DELAY_S;
    private volatile int maxSessions = -1;
    private volatile double maxLoad;
    private volatile double maxCpuPercent;
    private volatile long maxBandwidthBytesPerS;
    private volatile EndpointLearning endpointLearning = EndpointLearning.DELAYED;
    private volatile boolean guardsSource = true;

    /** Everything at its default. */
    public CallSettings() {}

    /** Seconds without media after which a stream that should have some is dead. */
    public int timeoutS() {
        return timeoutS;
    }

    /** @param seconds 0 or less means the default */
    public void setTimeoutS(int seconds) {
        timeoutS = seconds <= 0 ? DEFAULT_TIMEOUT_S : seconds;
    }

    /** The same for streams on hold. */
    public int silentTimeoutS() {
        return silentTimeoutS;
    }

    /** @param seconds 0 or less means the default */
    public void setSilentTimeoutS(int seconds) {
        silentTimeoutS = seconds <= 0 ? DEFAULT_LONG_TIMEOUT_S : seconds;
    }

    /** The same for offers without an answer. */
    public int offerTimeoutS() {
        return offerTimeoutS;
    }

    /** @param seconds 0 or less means the default */
    public void setOfferTimeoutS(int seconds) {
        offerTimeoutS = seconds <= 0 ? DEFAULT_LONG_TIMEOUT_S : seconds;
    }

    /** Longest life of a call in seconds; 0 = without limit. */
    public int finalTimeoutS() {
        return finalTimeoutS;
    }

    public void setFinalTimeoutS(int seconds) {
        finalTimeoutS = Math.max(0, seconds);
    }

    /** Seconds between a delete and its effect. */
    public int deleteDelayS() {
        return deleteDelayS;
    }

    public void setDeleteDelayS(int seconds) {
        deleteDelayS = Math.max(0, seconds);
    }

    /** Calls at once; negative = without limit. */
    public int maxSessions() {
        return maxSessions;
    }

    public void setMaxSessions(int value) {
        maxSessions = value;
    }

    /** Load average (1 minute) from which new calls are refused; 0 = off. */
    public double maxLoad() {
        return maxLoad;
    }

    public void setMaxLoad(double value) {
        maxLoad = value;
    }

    /** CPU use of the host in percent from which new calls are refused; 0 = off. */
    public double maxCpuPercent() {
        return maxCpuPercent;
    }

    public void setMaxCpuPercent(double value) {
        maxCpuPercent = value;
    }

    /** Received bytes per second from which new calls are refused; 0 = off. */
    public long maxBandwidthBytesPerS() {
        return maxBandwidthBytesPerS;
    }

    public void setMaxBandwidthBytesPerS(long value) {
        maxBandwidthBytesPerS = value;
    }

    /** Packets of strangers are dropped; otherwise they are relayed, as rtpengine does. */
    public boolean guardsSource() {
        return guardsSource;
    }

    public void setGuardsSource(boolean value) {
        guardsSource = value;
    }

    public EndpointLearning endpointLearning() {
        return endpointLearning;
    }

    public void setEndpointLearning(EndpointLearning value) {
        endpointLearning = value;
    }
}
