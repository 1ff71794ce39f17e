package dev.patchbay.plane;

import dev.patchbay.dtls.CertificateOptions;
import dev.patchbay.dtls.DtlsAssociation;
import dev.patchbay.dtls.DtlsCertificate;
import dev.patchbay.dtls.DtlsContext;
import dev.patchbay.dtls.DtlsListener;
import dev.patchbay.dtls.DtlsPeer;
import dev.patchbay.dtls.DtlsRole;
import dev.patchbay.dtls.DtlsState;
import dev.patchbay.dtls.Fingerprint;
import dev.patchbay.dtls.FingerprintHash;
import dev.patchbay.dtls.HandshakeBudget;
import dev.patchbay.dtls.HandshakeKeys;
import dev.patchbay.plan.MediaSecurity;
import dev.patchbay.sim.SimPeer;
import dev.patchbay.sim.TestHandshakes;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** A phone that shakes hands by DTLS with a component of the relay. The handshake has a thread; the rest is the test's. */
final class DtlsPhone implements AutoCloseable {

    private final SimPeer peer;
    private final ComponentDraft component;
    private final DtlsCertificate certificate =
            DtlsCertificate.generate(CertificateOptions.DEFAULT, Instant.now(), new SecureRandom());
    private final DtlsAssociation association;
    private final Queue<byte[]> outgoing = new ConcurrentLinkedQueue<>();
    private final List<byte[]> media = new ArrayList<>();
    private volatile @Nullable HandshakeKeys keys;

    DtlsPhone(SimPeer peer, ComponentDraft component, DtlsRole role) {
        this.peer = peer;
        this.component = component;
        DtlsContext context = new DtlsContext(certificate, TestHandshakes.SETTINGS, new SecureRandom());
        association = context.open(
                role, TestHandshakes.fingerprint(FingerprintHash.SHA_256), new HandshakeBudget(1, 1).share(), new Wire());
    }

    private final class Wire implements DtlsListener {
        @Override
        public void send(byte[] datagram) {
            outgoing.add(datagram);
        }

        @Override
        public void onKeys(HandshakeKeys fresh) {
            keys = fresh;
        }

        @Override
        public void onFailure(String reason) {}
    }

    Fingerprint fingerprint() {
        return certificate.fingerprint(FingerprintHash.SHA_256);
    }

    /** What the plan says of this phone. */
    MediaSecurity security() {
        DtlsRole relay = association.role() == DtlsRole.CLIENT ? DtlsRole.SERVER : DtlsRole.CLIENT;
        return new MediaSecurity.ByHandshake(new DtlsPeer(relay, fingerprint()));
    }

    /** What it would send first, for others to misuse. */
    Optional<byte[]> firstDatagram() {
        association.start();
        return Optional.ofNullable(outgoing.peek());
    }

    /** Sends what the handshake has to say, and gives it what has arrived. */
    void exchange() {
        association.start();
        for (byte[] datagram = outgoing.poll(); datagram != null; datagram = outgoing.poll()) {
            peer.send(component.local(), datagram);
        }
        for (byte[] arrived : TestCall.payloads(peer)) {
            if (arrived[0] >= 20 && arrived[0] <= 63) {
                association.receive(arrived);
            } else {
                media.add(arrived);
            }
        }
    }

    boolean isEstablished() {
        return keys != null && association.report().state() == DtlsState.ESTABLISHED;
    }

    /** The phone's SRTP, with the keys agreed on. */
    Srtp srtp() {
        HandshakeKeys agreed = keys;
        if (agreed == null) {
            throw new AssertionError("no keys yet");
        }
        return new Srtp(agreed.local(), agreed.remote());
    }

    /** Other than DTLS, since the last call. */
    List<byte[]> takeMedia() {
        exchange();
        List<byte[]> taken = List.copyOf(media);
        media.clear();
        return taken;
    }

    @Override
    public void close() {
        association.close();
    }
}
