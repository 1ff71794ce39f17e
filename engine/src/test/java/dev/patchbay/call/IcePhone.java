package dev.patchbay.call;

import dev.patchbay.ice.CandidatePriority;
import dev.patchbay.ice.CandidateType;
import dev.patchbay.ice.CheckMessages;
import dev.patchbay.ice.IceAgent;
import dev.patchbay.ice.IceCredentials;
import dev.patchbay.ice.IceListener;
import dev.patchbay.ice.IceMode;
import dev.patchbay.ice.IceRole;
import dev.patchbay.ice.IceSetup;
import dev.patchbay.ice.IceState;
import dev.patchbay.ice.LocalCandidate;
import dev.patchbay.ice.RemoteCandidate;
import dev.patchbay.ice.RemoteDescription;
import dev.patchbay.ice.StunSource;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.sdp.Attribute;
import dev.patchbay.sdp.MediaDescription;
import dev.patchbay.sdp.SdpParser;
import dev.patchbay.sdp.SdpSyntaxException;
import dev.patchbay.sdp.SessionDescription;
import dev.patchbay.sim.SimNetwork;
import dev.patchbay.sim.SimPeer;
import dev.patchbay.stun.StunDigest;
import dev.patchbay.stun.StunView;
import dev.patchbay.stun.StunWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A phone with one RTP port (RTCP multiplexed) and a full ICE agent. */
final class IcePhone implements IceListener {

    private final SimulatedRelay relay;
    private final SplittableRandom random;
    private final StunDigest digest = new StunDigest();
    private final StunView view = new StunView(digest);
    private final List<byte[]> media = new ArrayList<>();
    SimPeer peer;
    IceCredentials credentials;
    private @Nullable IceAgent agent;
    private @Nullable TransportAddress remote;

    IcePhone(SimulatedRelay relay, String ip, int port, long seed) {
        this.relay = relay;
        this.random = new SplittableRandom(seed);
        this.peer = relay.network.peer(ip, port);
        this.credentials = IceCredentials.random(random);
    }

    /** A new port and new credentials, for the next description. */
    void move(String ip, int port) {
        peer = relay.network.peer(ip, port);
        credentials = IceCredentials.random(random);
        agent = null;
    }

    private LocalCandidate candidate() {
        return new LocalCandidate(1, peer.address(), peer.address(), CandidatePriority.of(126, 65535, 1), "1");
    }

    /** With one candidate. */
    String sdp() {
        return sdp(candidateLine());
    }

    String candidateLine() {
        return "a=candidate:1 1 UDP " + candidate().priority() + " " + peer.address().ip() + " " + peer.address().port()
                + " typ host\r\n";
    }

    String sdp(String candidates) {
        return Sdp.audio(
                peer.address().ip().toString(),
                peer.address().port(),
                "a=rtcp-mux\r\na=ice-ufrag:" + credentials.ufrag() + "\r\na=ice-pwd:" + credentials.password() + "\r\n" + candidates);
    }

    /** Takes the relay's description and begins to check. */
    void learn(String sdp, IceRole role) throws SdpSyntaxException {
        SessionDescription session = SdpParser.parse(sdp).sessions().getFirst();
        MediaDescription section = session.media().getFirst();
        List<RemoteCandidate> candidates = new ArrayList<>();
        for (Attribute.Candidate line : section.all(Attribute.Candidate.class)) {
            candidates.add(new RemoteCandidate(
                    line.component(),
                    new TransportAddress(line.ip().orElseThrow(), line.port()),
                    CandidateType.HOST,
                    line.priority(),
                    line.foundation()));
        }
        IceCredentials theirs = new IceCredentials(
                section.first(Attribute.IceUfrag.class).orElseThrow().ufrag(),
                section.first(Attribute.IcePwd.class).orElseThrow().password());
        IceMode mode = session.has(Attribute.IceLite.class) ? IceMode.LITE : IceMode.FULL;
        IceSetup setup = new IceSetup(
                IceMode.FULL, role, credentials, List.of(candidate()), new RemoteDescription(mode, theirs, candidates));
        agent = new IceAgent(new CheckMessages(digest, "phone"), random, this, setup, relay.network.nowNs());
    }

    IceState state() {
        return agent == null ? IceState.NEW : agent.state();
    }

    /** Where its media goes. */
    @Nullable TransportAddress remote() {
        return remote;
    }

    void sendMedia(byte[] packet) {
        TransportAddress target = remote;
        if (target == null) {
            throw new IllegalStateException("ICE has found nothing");
        }
        peer.send(target, packet);
    }

    /** Media that arrived since the last call. */
    List<byte[]> takeMedia() {
        List<byte[]> taken = List.copyOf(media);
        media.clear();
        return taken;
    }

    /** Handles what has arrived and what is due. */
    void work() {
        for (SimNetwork.Packet packet : peer.take()) {
            ByteBuffer bytes = ByteBuffer.wrap(packet.bytes());
            IceAgent mine = agent;
            if (bytes.get(0) > 3 || bytes.get(0) < 0) {
                media.add(packet.bytes());
            } else if (mine != null && view.wrap(bytes, bytes.capacity())) {
                mine.onMessage(view, candidate(), source(packet.source()), relay.network.nowNs());
            }
        }
        IceAgent mine = agent;
        if (mine != null && mine.nextTimerNs() <= relay.network.nowNs()) {
            mine.onTimer(relay.network.nowNs());
        }
    }

    private static StunSource source(TransportAddress address) {
        return new StunSource() {
            @Override
            public boolean is(TransportAddress other) {
                return address.equals(other);
            }

            @Override
            public TransportAddress copy() {
                return address;
            }
        };
    }

    @Override
    public void send(LocalCandidate from, TransportAddress target, StunWriter message) {
        byte[] bytes = new byte[message.length()];
        message.copyTo(ByteBuffer.wrap(bytes));
        peer.send(target, bytes);
    }

    @Override
    public void onPair(int component, LocalCandidate local, TransportAddress to, boolean isSelected) {
        remote = to;
    }

    @Override
    public void onState(IceState former, IceState now) {}

    @Override
    public void onConsent(int component, boolean isGiven) {}
}
