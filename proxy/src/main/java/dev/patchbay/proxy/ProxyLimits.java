package dev.patchbay.proxy;

import java.time.Duration;

/**
 * What a proxy takes on, and how long it waits.
 *
 * @param maxTransactions beyond them, new requests get 503
 * @param maxBranches of one request
 * @param timerC how long a called phone may ring without a sign of life (RFC 3261: more than three minutes)
 */
public record ProxyLimits(int maxTransactions, int maxBranches, Duration timerC) {

    public static final ProxyLimits DEFAULT = new ProxyLimits(20_000, 16, Duration.ofSeconds(185));
}
