package dev.patchbay.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.ngwire.CommandException;
import dev.patchbay.sim.SimNetwork;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * A pool of 40 ports through 100,000 calls, half of which never get an answer, while late media of dead calls keeps arriving: no port
 * is lost, and nothing of an old call reaches a new one. The phones write the number of their call into the SSRC.
 */
class PortChurnTest {

    private static final int CALLS = 100_000;
    private static final int PORT_MIN = 30000;
    private static final int PORT_MAX = 30039;
    private static final long MS = 1_000_000;
    /** Below the rest of a port: media that is later than that meets whoever has the port then. */
    private static final long LATEST_MS = 190;
    /** As many calls as the pool can hold with the ports that rest. */
    private static final int MAX_LIVE = 4;

    private static final String A_IP = "198.51.100.1";
    private static final String B_IP = "198.51.100.2";
    private static final int FIRST_PHONE_PORT = 2000;
    /** Phones' ports are used again after so many calls: by then the last packet to them is long gone. */
    private static final int PHONE_PORTS = 20_000;

    private record Running(int number, int portTowardsA, int portTowardsB) {}

    private final SplittableRandom random = new SplittableRandom(20260401);
    private final SimulatedRelay simulated = new SimulatedRelay(7, PORT_MIN, PORT_MAX);
    private final SimNetwork network = simulated.network;
    private final TestRelay relay = simulated.relay;
    private final ArrayDeque<Running> live = new ArrayDeque<>();
    private final Map<Integer, Integer> timesUsed = new HashMap<>();
    private int outOfPorts;
    private int unanswered;
    private long relayed;

    @Test
    void shouldKeepCallsApartAndLoseNoPort() throws Exception {
        network.tapRelay(this::assertOfTheSameCall);
        for (int number = 0; number < CALLS; number++) {
            begin(number);
            if (!live.isEmpty()) {
                talk(live.getLast());
            }
            pass(random.nextLong(80));
            if (live.size() >= MAX_LIVE) {
                end(live.poll());
            }
            if (number % 5_000 == 0) {
                assertPortsAccounted();
            }
        }
        while (!live.isEmpty()) {
            end(live.poll());
        }
        pass(LATEST_MS);
        assertNothingIsLeft();
        assertThat(timesUsed.keySet()).as("every even port of the pool had its turn").hasSize(20);
        assertThat(relayed).isGreaterThan(CALLS);
        assertThat(network.undeliverable()).as("late packets that met closed ports").isGreaterThan(CALLS);
        assertThat(unanswered).isBetween(CALLS * 4 / 10, CALLS * 6 / 10);
        assertThat(outOfPorts).as("the pool was under pressure, but served most").isBetween(1, CALLS / 5);
        simulated.close();
    }

    private void begin(int number) throws Exception {
        String callId = "call" + number;
        int portTowardsB;
        try {
            portTowardsB = Sdp.port(relay.offer(callId, "a", Sdp.audio(A_IP, phonePort(number))));
        } catch (CommandException e) {
            assertThat(e.errorReason()).isEqualTo("Ran out of ports");
            outOfPorts++;
            return;
        }
        timesUsed.merge(portTowardsB, 1, Integer::sum);
        if (random.nextBoolean()) {
            unanswered++;
            live.add(new Running(number, 0, portTowardsB));
            return;
        }
        int portTowardsA = Sdp.port(relay.answer(callId, "a", "b", Sdp.audio(B_IP, phonePort(number))));
        timesUsed.merge(portTowardsA, 1, Integer::sum);
        live.add(new Running(number, portTowardsA, portTowardsB));
    }

    private static int phonePort(int number) {
        return FIRST_PHONE_PORT + 2 * (number % PHONE_PORTS);
    }

    private void talk(Running call) {
        network.setConditions(0, 0, 0, 2 * MS);
        send(call);
    }

    /** Early media of a callee that never answers is media too. */
    private void send(Running call) {
        byte[] packet = new byte[28];
        ByteBuffer.wrap(packet).put(0, (byte) 0x80).putInt(8, call.number());
        int phonePort = phonePort(call.number());
        network.inject(TransportAddress.of(B_IP, phonePort), TransportAddress.of(TestRelay.IP, call.portTowardsB()), packet);
        if (call.portTowardsA() > 0) {
            network.inject(
                    TransportAddress.of(A_IP, phonePort), TransportAddress.of(TestRelay.IP, call.portTowardsA()), packet);
        }
    }

    /** Ends it in one of several ways, while more of its media is on the way. */
    private void end(Running call) throws Exception {
        String callId = "call" + call.number();
        network.setConditions(0, 0, 0, LATEST_MS * MS);
        for (int i = 0; i < 3; i++) {
            send(call);
        }
        switch (random.nextInt(4)) {
            case 0 -> relay.delete(Ng.deleteNow(callId).put("from-tag", "a").put("to-tag", "b"));
            case 1 -> relay.delete(Ng.deleteNow(callId));
            case 2 -> relay.calls.terminate(callId);
            default -> relay.delete(Ng.deleteNow(callId).put("from-tag", "a"));
        }
        simulated.turn();
        assertThat(relay.has(callId)).isFalse();
        relay.ended.clear();
    }

    private void pass(long ms) {
        for (long done = 0; done < ms; done += 10) {
            simulated.advance(Math.min(10, ms - done) * MS);
        }
    }

    private void assertOfTheSameCall(SimNetwork.Packet packet) {
        relayed++;
        int number = ByteBuffer.wrap(packet.bytes()).getInt(8);
        if (packet.target().port() != phonePort(number)) {
            throw new AssertionError("media of call " + number + " went to " + packet.target());
        }
    }

    private void assertPortsAccounted() {
        List<Integer> held = new ArrayList<>();
        relay.calls.registry().all().forEach(call -> call.state().participants().forEach(party -> party.sections()
                .forEach(section -> section.ports()
                        .ifPresent(set -> set.ports().forEach(port -> held.add(port.local().port()))))));
        assertThat(held).doesNotHaveDuplicates();
        assertThat(relay.pool.used()).isEqualTo(held.size());
        assertThat(network.boundSockets()).isEqualTo(held.size());
    }

    private void assertNothingIsLeft() {
        assertThat(relay.calls.registry().size()).isZero();
        assertThat(relay.portsInUse()).isZero();
        assertThat(network.boundSockets()).isZero();
    }
}
