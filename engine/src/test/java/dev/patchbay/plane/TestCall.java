package dev.patchbay.plane;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.ComponentKind;
import dev.patchbay.plan.ForwardingPlan;
import dev.patchbay.plan.Sink;
import dev.patchbay.sim.SimNetwork;
import dev.patchbay.sim.SimPeer;
import java.util.Arrays;
import java.util.List;

/** A call of two parties, each with an RTP and an RTCP component; everything is answered and symmetric unless a test changes it. */
final class TestCall {

    final PlaneFixture plane;
    final String callId;
    final SimPeer aPhone;
    final SimPeer bPhone;
    final SimPeer aPhoneRtcp;
    final SimPeer bPhoneRtcp;
    final ComponentDraft a = new ComponentDraft();
    final ComponentDraft b = new ComponentDraft();
    final ComponentDraft aRtcp = new ComponentDraft();
    final ComponentDraft bRtcp = new ComponentDraft();
    long lastSignalNs;

    TestCall(PlaneFixture plane, String callId) {
        this.plane = plane;
        this.callId = callId;
        aPhone = plane.peer();
        bPhone = plane.peer();
        aPhoneRtcp = plane.network.peer(aPhone.address().ip().toString(), 4001);
        bPhoneRtcp = plane.network.peer(bPhone.address().ip().toString(), 4001);
        a.ports.add(plane.port());
        aRtcp.ports.add(plane.port());
        b.ports.add(plane.port());
        bRtcp.ports.add(plane.port());
        a.signalled = aPhone.address();
        b.signalled = bPhone.address();
        aRtcp.signalled = aPhoneRtcp.address();
        bRtcp.signalled = bPhoneRtcp.address();
        aRtcp.kind = ComponentKind.RTCP;
        bRtcp.kind = ComponentKind.RTCP;
        a.sinks.add(new Sink(2, -1, false));
        aRtcp.sinks.add(new Sink(3, -1, false));
        b.sinks.add(new Sink(0, -1, false));
        bRtcp.sinks.add(new Sink(1, -1, false));
    }

    List<ComponentDraft> drafts() {
        return List.of(a, aRtcp, b, bRtcp);
    }

    /** An offer or answer: a new plan and a new learning window. */
    TestCall signal() {
        lastSignalNs = plane.network.nowNs();
        return applyAgain();
    }

    /** A plan for another reason. */
    TestCall applyAgain() {
        plane.workers.apply(new ForwardingPlan(
                callId, lastSignalNs, drafts().stream().map(ComponentDraft::plan).toList(), List.of()));
        plane.turn();
        return this;
    }

    /** Sends one RTP packet and lets it arrive. */
    byte[] sendRtp(SimPeer from, ComponentDraft to, int sequenceNumber) {
        byte[] packet = Packets.rtp(0, sequenceNumber, sequenceNumber * 160, 0x1000 + from.address().hashCode() % 1000);
        return send(from, to, packet);
    }

    byte[] send(SimPeer from, ComponentDraft to, byte[] packet) {
        from.send(to.local(), packet);
        plane.settle();
        return packet;
    }

    static List<byte[]> payloads(SimPeer peer) {
        return peer.take().stream().map(SimNetwork.Packet::bytes).toList();
    }

    static boolean received(SimPeer peer, byte[] packet) {
        return peer.take().stream().anyMatch(arrived -> Arrays.equals(arrived.bytes(), packet));
    }

    static TransportAddress endpoint(ComponentDraft component) {
        return component.status.endpoint();
    }
}
