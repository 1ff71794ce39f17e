package dev.patchbay.proxy.registrar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.proxy.SipTransport;
import dev.patchbay.proxy.nat.Flow;
import dev.patchbay.sip.database.DatabaseException;
import dev.patchbay.sip.database.DatabaseUrl;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocationTableTest {

    private static final AddressOfRecord ALICE = new AddressOfRecord("alice", "example.org");
    private static final AddressOfRecord BOB = new AddressOfRecord("bob", "example.org");
    private static final AddressOfRecord CAPITAL_BOB = new AddressOfRecord("Bob", "example.org");
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final Flow BROWSER = new Flow(SipTransport.WS, TransportAddress.of("203.0.113.9", 51123));
    private static final Flow OTHER_BROWSER = new Flow(SipTransport.WS, TransportAddress.of("203.0.113.9", 51124));

    private static final Flow PHONE = new Flow(SipTransport.TCP, TransportAddress.of("192.0.2.7", 51123));

    private static Binding binding(String contact, long seconds, Optional<Flow> flow) {
        return new Binding(
                contact,
                300,
                NOW.plusSeconds(seconds),
                new RegisterStamp("call", 7, NOW),
                Optional.of(new Device("<urn:uuid:1>", contact.hashCode() & 0xff)),
                flow,
                List.of("sip:p1;lr", "sip:p2;lr"));
    }

    private static void add(LocationTable table, AddressOfRecord user, Binding... bindings) throws Exception {
        table.change(user, NOW, current -> {
            List<Binding> next = new ArrayList<>(current);
            next.addAll(List.of(bindings));
            return next;
        });
    }

    @Test
    void comesBackAfterARestartWithoutConnections(@TempDir Path folder) throws Exception {
        DatabaseUrl url = DatabaseUrl.embedded(folder.resolve("locations"));
        Binding phone = binding("sip:bob@192.0.2.7", 600, Optional.empty());
        Binding browser = binding("sip:bob@x.invalid;transport=ws", 600, Optional.of(BROWSER));
        Binding listening = listening("sip:bob@192.0.2.7:5060;transport=tcp", NOW);
        Binding brief = binding("sip:bob@192.0.2.8", 5, Optional.empty());
        try (LocationDatabase database = LocationDatabase.open(url)) {
            LocationTable table = LocationTable.load(LocationLimits.byDefault(), database, NOW);
            add(table, BOB, phone, browser, listening, brief);
            add(table, CAPITAL_BOB, phone);
            add(table, ALICE, phone);
            table.change(ALICE, NOW, _ -> List.of());
        }
        try (LocationDatabase database = LocationDatabase.open(url)) {
            LocationTable table = LocationTable.load(LocationLimits.byDefault(), database, NOW.plusSeconds(10));
            assertThat(table.lookup(BOB, NOW)).containsExactlyInAnyOrder(phone, new Binding(
                    listening.contact(), 300, listening.expiresAt(), listening.stamp(), Optional.empty(), Optional.empty(), List.of()));
            assertThat(table.lookup(CAPITAL_BOB, NOW)).containsExactly(phone);
            assertThat(table.lookup(ALICE, NOW)).isEmpty();
            assertThat(table.userCount()).isEqualTo(2);
        }
        try (LocationDatabase database = LocationDatabase.open(url)) {
            LocationTable one = LocationTable.load(new LocationLimits(1, 9, 99), database, NOW.plusSeconds(10));
            assertThat(one.userCount()).isEqualTo(1);
        }
    }

    @Test
    void nothingIsSeenThatTheDatabaseDidNotTake(@TempDir Path folder) throws Exception {
        LocationDatabase database = LocationDatabase.open(DatabaseUrl.embedded(folder.resolve("locations")));
        LocationTable table = LocationTable.load(LocationLimits.byDefault(), database, NOW);
        Binding phone = binding("sip:bob@192.0.2.7", 600, Optional.empty());
        add(table, BOB, phone);
        database.close();
        assertThatThrownBy(() -> table.change(BOB, NOW, _ -> List.of()))
                .isInstanceOf(DatabaseException.class)
                .hasMessageStartingWith("writing table location of jdbc:h2:file:");
        assertThat(table.lookup(BOB, NOW)).containsExactly(phone);
    }

    @Test
    void closedConnectionTakesItsContactsAlong() throws Exception {
        LocationTable table = LocationTable.inMemory(LocationLimits.byDefault());
        Binding phone = binding("sip:bob@192.0.2.7", 600, Optional.empty());
        Binding other = binding("sip:y@x.invalid", 600, Optional.of(OTHER_BROWSER));
        add(table, BOB, phone, binding("sip:x@x.invalid", 600, Optional.of(BROWSER)), other);
        add(table, ALICE, binding("sip:x@x.invalid", 600, Optional.of(BROWSER)));
        table.removeConnection(BROWSER, NOW);
        assertThat(table.lookup(BOB, NOW)).containsExactlyInAnyOrder(phone, other);
        assertThat(table.lookup(ALICE, NOW)).isEmpty();
        table.removeConnection(BROWSER, NOW);
        assertThat(table.userCount()).isEqualTo(1);
        table.removeConnection(OTHER_BROWSER, NOW);
        assertThat(table.lookup(BOB, NOW)).containsExactly(phone);
    }

    @Test
    void closedConnectionLeavesAPhoneThatListensBesideIt() throws Exception {
        LocationTable table = LocationTable.inMemory(LocationLimits.byDefault());
        Binding phone = listening("sip:bob@192.0.2.7:5060;transport=tcp", NOW);
        Binding behindNat = listening("sip:bob@10.0.0.7:5060;transport=tcp", NOW);
        Binding ofTheConnection = listening("sip:bob@192.0.2.7:51123;transport=tcp", NOW);
        Binding byUdp = listening("sip:bob@192.0.2.7:5062", NOW);
        add(table, BOB, phone, behindNat, ofTheConnection, byUdp);
        table.removeConnection(PHONE, NOW);
        assertThat(table.lookup(BOB, NOW)).singleElement().satisfies(left -> {
            assertThat(left.contact()).isEqualTo(phone.contact());
            assertThat(left.flow()).isEmpty();
        });
        assertThat(table.isConnected(PHONE)).isFalse();
    }

    @Test
    void closedConnectionDoesNotTakeItsSuccessorAlong() throws Exception {
        LocationTable table = LocationTable.inMemory(LocationLimits.byDefault());
        Binding successor = listening("sip:bob@x.invalid;transport=tcp", NOW.plusMillis(1));
        add(table, BOB, successor);
        table.removeConnection(PHONE, NOW);
        assertThat(table.lookup(BOB, NOW)).containsExactly(successor);
    }

    private static Binding listening(String contact, Instant registeredAt) {
        return new Binding(
                contact, 300, NOW.plusSeconds(600), new RegisterStamp("call", 7, registeredAt), Optional.empty(), Optional.of(PHONE), List.of());
    }

    @Test
    void expiredUsersMakeRoom() throws Exception {
        LocationTable table = LocationTable.inMemory(new LocationLimits(1, 9, 99));
        add(table, BOB, binding("sip:bob@192.0.2.7", 5, Optional.of(BROWSER)), binding("sip:bob@192.0.2.8", 9, Optional.empty()));
        table.expire(NOW.plusSeconds(5));
        assertThat(table.userCount()).isEqualTo(1);
        table.expire(NOW.plusSeconds(9));
        assertThat(table.userCount()).isZero();
        add(table, ALICE, binding("sip:alice@192.0.2.7", 5, Optional.empty()));
        assertThat(table.userCount()).isEqualTo(1);
    }

    @Test
    void manyAtOnceLoseNothing() throws Exception {
        LocationTable table = LocationTable.inMemory(new LocationLimits(1000, 400, 99));
        List<Future<?>> done = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 400; i++) {
                Binding binding = binding("sip:bob@192.0.2." + i, 600, i % 2 == 0 ? Optional.of(BROWSER) : Optional.empty());
                AddressOfRecord own = new AddressOfRecord("user" + i, "example.org");
                done.add(threads.submit(() -> {
                    add(table, BOB, binding);
                    add(table, own, binding);
                    return null;
                }));
            }
        }
        for (Future<?> future : done) {
            future.get();
        }
        assertThat(table.lookup(BOB, NOW)).hasSize(400);
        assertThat(table.userCount()).isEqualTo(401);
        table.removeConnection(BROWSER, NOW);
        assertThat(table.lookup(BOB, NOW)).hasSize(200);
        assertThat(table.userCount()).isEqualTo(201);
    }
}
