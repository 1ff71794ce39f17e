package dev.patchbay.sip.client;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLContext;

/**
 * How commands are sent.
 *
 * @param tryTimeout how long a try waits for its reply
 * @param tries how often a command is sent over UDP, 1 or more; other transports send once and wait as long in all
 * @param recheckAfter how long a node that did not answer is left alone
 * @param maxInFlight commands of one node that wait for a reply at a time; further ones queue
 * @param maxQueued length of that queue; what does not fit fails at once
 * @param localAddress what datagrams are sent from; empty = as the host decides
 * @param trafficClass the IP header's TOS byte of commands over UDP and TCP, 0..255; empty = the host's default
 * @param tls which relays behind {@code https} and {@code wss} are believed ({@link RelayCertificates}); empty = those whose
 *     certificate the Java runtime trusts. The certificate has to be for the host name or address of the URL in any case
 */
public record ClientOptions(
        Duration tryTimeout,
        int tries,
        Duration recheckAfter,
        int maxInFlight,
        int maxQueued,
        Optional<InetAddress> localAddress,
        OptionalInt trafficClass,
        Optional<SSLContext> tls) {

    public static final int DEFAULT_MAX_IN_FLIGHT = 1000;
    public static final int DEFAULT_MAX_QUEUED = 20_000;

    public ClientOptions {
        if (tryTimeout.isNegative() || tryTimeout.isZero() || tries < 1 || recheckAfter.isNegative()) {
            throw new IllegalArgumentException("a try takes time, there is at least one, and recheckAfter is 0 or more");
        }
        if (maxInFlight < 1 || maxQueued < 0) {
            throw new IllegalArgumentException("maxInFlight is 1 or more, maxQueued 0 or more");
        }
    }

    public ClientOptions(Duration tryTimeout, int tries, Duration recheckAfter) {
        this(
                tryTimeout,
                tries,
                recheckAfter,
                DEFAULT_MAX_IN_FLIGHT,
                DEFAULT_MAX_QUEUED,
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty());
    }

    /** Without certificates of its own. */
    public ClientOptions(
            Duration tryTimeout,
            int tries,
            Duration recheckAfter,
            int maxInFlight,
            int maxQueued,
            Optional<InetAddress> localAddress,
            OptionalInt trafficClass) {
        this(tryTimeout, tries, recheckAfter, maxInFlight, maxQueued, localAddress, trafficClass, Optional.empty());
    }

    /** How long an exchange lasts at most once it was sent. */
    Duration wholeTimeout() {
        return tryTimeout.multipliedBy(tries);
    }
}
