package dev.patchbay.sip.client;

import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Cookies as the modules make them: {@code PID_RANDOM_NUMBER}. Relays answer a cookie they know with the reply they gave before, so
 * none may come twice from one host; the random part keeps two clients of one process apart.
 */
final class CookieSource {

    private static final int RANDOM_LIMIT = 10_000;

    private final String prefix;
    private final AtomicLong next = new AtomicLong();

    CookieSource(long pid, RandomGenerator random) {
        this.prefix = pid + "_" + random.nextInt(RANDOM_LIMIT) + random.nextInt(RANDOM_LIMIT) + "_";
    }

    String next() {
        return prefix + next.getAndIncrement();
    }
}
