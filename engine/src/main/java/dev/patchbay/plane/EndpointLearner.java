package dev.patchbay.plane;

import dev.patchbay.linux.datagram.Datagram;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.ComponentPlan;
import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plan.EndpointLearning;
import dev.patchbay.plan.EndpointRule;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides where the packets for one component go: to the address in the SDP, or to the source that really sends. Time and packets
 * come in as arguments. Owner: MediaWorker.
 *
 * <p>After each offer or answer a window of {@link #WINDOW_NS} is open, in which the endpoint follows the newest source (or,
 * heuristic, the one most like the SDP address). The first packet after the window confirms it; from then on a stranger cannot
 * move it, unless media handover allows that.
 *
 * <p>When a later SDP names another address, the former source is not learned again as long as the window is open: a phone that
 * moved its media may keep sending from the old place for a while, and media must not follow it back. Should the former source
 * be the only one that still sends when the window ends, then the SDP address was wrong, and it is believed.
 */
final class EndpointLearner {

    /** How long after an offer or answer sources are followed. */
    static final long WINDOW_NS = 3_000_000_000L;

    private static final int HEURISTIC_OTHER_PORT = 1;
    private static final int HEURISTIC_OTHER_IP = 2;
    private static final int HEURISTIC_SLOTS = 4;

    /** The local ports of the call. They never become an endpoint: its packets would go round for ever. */
    interface OwnAddresses {
        boolean contain(TransportAddress address);

        boolean containSourceOf(Datagram datagram);
    }

    /** Who decides about the endpoint. */
    private enum Authority {
        /** Packets, as the rules above say. */
        PACKETS,
        /** ICE, which has not found a pair yet: the SDP address stands, and no packet moves it. */
        ICE_PENDING,
        /** The pair that ICE found. */
        ICE_PAIR
    }

    /** What a packet changed. */
    enum Outcome {
        UNCHANGED,
        /** The endpoint moved while the window is open. */
        LEARNED,
        CONFIRMED,
        /** The endpoint moved after it had been confirmed (media handover). */
        HANDED_OVER,
        /** The packet is not from the confirmed endpoint and must be dropped (strict source). */
        REFUSED
    }

    private final ComponentStatus status;
    private final OwnAddresses ownAddresses;

    private @Nullable TransportAddress signalled;
    private EndpointLearning learning = EndpointLearning.DELAYED;
    private boolean strictSource;
    private boolean mediaHandover;
    private long windowStartNs;

    private Authority authority = Authority.PACKETS;
    private @Nullable TransportAddress endpoint;
    private boolean confirmed;
    /** The newest source that was followed since the SDP address changed. */
    private @Nullable TransportAddress newest;
    /** Heuristic: what was seen since the last signalling, the most likely first. */
    private final @Nullable TransportAddress[] candidates = new @Nullable TransportAddress[HEURISTIC_SLOTS];

    /** The endpoint in force before the SDP address changed, and the SDP address it belonged to. */
    private @Nullable TransportAddress former;
    private @Nullable TransportAddress formerSignalled;
    private boolean heardOthers;

    EndpointLearner(ComponentStatus status, OwnAddresses ownAddresses) {
        this.status = status;
        this.ownAddresses = ownAddresses;
    }

    /** Where packets go; null while there is no address, or a zero one. */
    @Nullable TransportAddress endpoint() {
        return endpoint;
    }

    boolean isConfirmed() {
        return confirmed;
    }

    /** Whether packets may say where the party is; false for flag asymmetric. */
    boolean isLearning() {
        return learning != EndpointLearning.OFF;
    }

    /** The address of the SDP; null until it is known. */
    @Nullable TransportAddress signalled() {
        return signalled;
    }

    /** Whether a packet comes from where the party was before the SDP named another address, and that is not over yet. */
    boolean isFromFormer(Datagram datagram) {
        return !confirmed && isFormer(datagram);
    }

    /** Whether ICE decides about the endpoint, or is about to. */
    boolean isLedByIce() {
        return authority != Authority.PACKETS;
    }

    /** The party has moved after its endpoint was confirmed. A port of the call itself is no endpoint. */
    void relocate(Datagram datagram) {
        if (confirmed && !ownAddresses.containSourceOf(datagram)) {
            newest = datagram.copySource();
            moveTo(newest, EndpointRule.MOVED);
        }
    }

    /** Whether {@link #onPacket} could do anything; false for most packets of a call. */
    boolean needsSource() {
        return authority == Authority.PACKETS && endpoint != null && (!confirmed || strictSource || mediaHandover);
    }

    /**
     * Takes over what signalling says.
     *
     * @param lastSignalNs begin of the window; unchanged when the plan changed for another reason than an offer or answer
     */
    void signal(ComponentPlan plan, long lastSignalNs) {
        learning = plan.learning();
        strictSource = plan.strictSource();
        mediaHandover = plan.mediaHandover();
        TransportAddress address = plan.signalled();
        if (authority == Authority.ICE_PAIR) {
            // The pair stands until ICE finds another; the SDP may well name another candidate.
            signalled = address;
            windowStartNs = lastSignalNs;
            return;
        }
        if (!Objects.equals(address, signalled)) {
            resignal(address);
        } else if (learning == EndpointLearning.OFF && endpoint != null && !endpoint.equals(address)) {
            moveTo(sendable(address), EndpointRule.SIGNALLED_FINAL);
            setConfirmed(false);
        }
        if (lastSignalNs != windowStartNs) {
            windowStartNs = lastSignalNs;
            Arrays.fill(candidates, null);
            setConfirmed(false);
        }
    }

    private void resignal(@Nullable TransportAddress address) {
        boolean first = signalled == null;
        rememberFormer(address);
        signalled = address;
        newest = null;
        Arrays.fill(candidates, null);
        heardOthers = false;
        setConfirmed(false);
        if (address == null) {
            moveTo(null, EndpointRule.UNKNOWN);
        } else if (ownAddresses.contain(address)) {
            moveTo(null, EndpointRule.OWN_PORT);
        } else if (learning == EndpointLearning.OFF) {
            moveTo(sendable(address), EndpointRule.SIGNALLED_FINAL);
        } else {
            moveTo(sendable(address), first ? EndpointRule.SIGNALLED : EndpointRule.RESIGNALLED);
        }
    }

    /** Whether the source of this datagram, once it has proven to be the party's, could become the endpoint. */
    boolean mayLearnFrom(Datagram datagram) {
        return authority == Authority.PACKETS
                && endpoint != null
                && !confirmed
                && learning != EndpointLearning.OFF
                && !ownAddresses.containSourceOf(datagram);
    }

    /** The party has proven by a handshake that it is there. Packets are learned from as before: NAT may map media another way. */
    void followHandshake(TransportAddress source) {
        if (authority == Authority.PACKETS && endpoint != null && !confirmed && learning != EndpointLearning.OFF) {
            newest = source;
            moveTo(source, EndpointRule.HANDSHAKE);
        }
    }

    /** ICE begins, or begins again: what packets have taught so far stands until it has found a pair. */
    void beginIce() {
        if (authority == Authority.PACKETS) {
            authority = Authority.ICE_PENDING;
            if (endpoint != null && !confirmed) {
                moveTo(endpoint, EndpointRule.ICE_PENDING);
            }
        }
    }

    /** ICE has found a pair, or a better one. */
    void followPair(TransportAddress remote, EndpointRule rule) {
        authority = Authority.ICE_PAIR;
        forgetFormer();
        moveTo(remote, rule);
        setConfirmed(rule == EndpointRule.ICE_SELECTED);
    }

    /** ICE has found nothing: packets are learned from as if there were none. */
    void giveUpIce() {
        if (authority == Authority.ICE_PENDING) {
            authority = Authority.PACKETS;
        }
    }

    /** The party does no ICE any more. */
    void endIce() {
        boolean hadPair = authority == Authority.ICE_PAIR;
        authority = Authority.PACKETS;
        TransportAddress inSdp = signalled;
        if (hadPair && inSdp != null) {
            signalled = null;
            resignal(inSdp);
        }
    }

    private void rememberFormer(@Nullable TransportAddress next) {
        if (endpoint != null) {
            former = endpoint;
            formerSignalled = signalled;
        }
        if (next != null && (next.equals(formerSignalled) || next.equals(former))) {
            // Back to where it was, after a hold by zero address for instance: nothing to distrust.
            former = null;
            formerSignalled = null;
        }
        status.setFormerEndpoint(former);
    }

    private static @Nullable TransportAddress sendable(@Nullable TransportAddress address) {
        return address == null || address.port() == 0 || address.ip().isUnspecified() ? null : address;
    }

    /**
     * Looks at the source of an accepted packet.
     *
     * @param strayRtcp RTCP on an RTP component: not believed, because some peers send it from or to the wrong port
     */
    Outcome onPacket(Datagram datagram, long nowNs, boolean strayRtcp) {
        TransportAddress current = endpoint;
        if (current == null) {
            return Outcome.UNCHANGED;
        }
        if (confirmed) {
            return onPacketWhenConfirmed(datagram, current, strayRtcp);
        }
        if (strayRtcp) {
            return Outcome.UNCHANGED;
        }
        if (learning == EndpointLearning.OFF) {
            setConfirmed(true);
            return onPacketWhenConfirmed(datagram, current, false) == Outcome.REFUSED ? Outcome.REFUSED : Outcome.CONFIRMED;
        }
        boolean windowOpen = nowNs - windowStartNs < WINDOW_NS;
        if (isFormer(datagram)) {
            if (windowOpen || heardOthers) {
                return Outcome.UNCHANGED;
            }
        } else {
            heardOthers = true;
        }
        if (!datagram.isFrom(current) && ownAddresses.containSourceOf(datagram)) {
            return Outcome.UNCHANGED;
        }
        if (windowOpen && learning != EndpointLearning.IMMEDIATE) {
            return follow(datagram, current);
        }
        if (!windowOpen) {
            forgetFormer();
        }
        return confirm(datagram, current);
    }

    private void forgetFormer() {
        former = null;
        formerSignalled = null;
        status.setFormerEndpoint(null);
    }

    private boolean isFormer(Datagram datagram) {
        TransportAddress one = former;
        TransportAddress other = formerSignalled;
        return (one != null && datagram.isFrom(one)) || (other != null && datagram.isFrom(other));
    }

    private Outcome onPacketWhenConfirmed(Datagram datagram, TransportAddress current, boolean strayRtcp) {
        if ((!strictSource && !mediaHandover) || datagram.isFrom(current)) {
            return Outcome.UNCHANGED;
        }
        if (mediaHandover && !strayRtcp && !ownAddresses.containSourceOf(datagram)) {
            newest = datagram.copySource();
            moveTo(newest, EndpointRule.HANDOVER);
            setConfirmed(false);
            return Outcome.HANDED_OVER;
        }
        return strictSource ? Outcome.REFUSED : Outcome.UNCHANGED;
    }

    private Outcome follow(Datagram datagram, TransportAddress current) {
        TransportAddress known = newest;
        if (learning != EndpointLearning.HEURISTIC && known != null && datagram.isFrom(known)) {
            return Outcome.UNCHANGED;
        }
        TransportAddress source = choose(datagram, current);
        newest = source;
        boolean moved = !source.equals(current);
        if (moved || status.rule() != EndpointRule.LEARNING) {
            moveTo(source, source.equals(signalled) ? EndpointRule.SIGNALLED_SEEN : EndpointRule.LEARNING);
        }
        return moved ? Outcome.LEARNED : Outcome.UNCHANGED;
    }

    private Outcome confirm(Datagram datagram, TransportAddress current) {
        TransportAddress source = choose(datagram, current);
        newest = source;
        EndpointRule rule = switch (learning) {
            case IMMEDIATE -> EndpointRule.FIRST_PACKET;
            case HEURISTIC -> EndpointRule.HEURISTIC;
            case DELAYED, OFF -> EndpointRule.LEARNED;
        };
        moveTo(source, source.equals(signalled) ? EndpointRule.SIGNALLED_SEEN : rule);
        setConfirmed(true);
        return Outcome.CONFIRMED;
    }

    private TransportAddress choose(Datagram datagram, TransportAddress current) {
        if (learning == EndpointLearning.HEURISTIC) {
            return chooseLikest(datagram);
        }
        return datagram.isFrom(current) ? current : datagram.copySource();
    }

    private TransportAddress chooseLikest(Datagram datagram) {
        TransportAddress inSdp = Objects.requireNonNull(signalled);
        int slot = (datagram.sourcePort() == inSdp.port() ? 0 : HEURISTIC_OTHER_PORT)
                | (datagram.isFromIp(inSdp) ? 0 : HEURISTIC_OTHER_IP);
        TransportAddress known = candidates[slot];
        TransportAddress source = known != null && datagram.isFrom(known) ? known : datagram.copySource();
        candidates[slot] = source;
        for (TransportAddress candidate : candidates) {
            if (candidate != null) {
                return candidate;
            }
        }
        return source;
    }

    /** Flag unidirectional: the far side sends, this one may never; its endpoint is final as it is. */
    void confirmUnheard() {
        if (!confirmed && endpoint != null) {
            setConfirmed(true);
        }
    }

    private void moveTo(@Nullable TransportAddress address, EndpointRule rule) {
        endpoint = address;
        status.setEndpoint(address, rule);
    }

    private void setConfirmed(boolean value) {
        if (confirmed != value) {
            confirmed = value;
            status.setConfirmed(value);
        }
    }
}
