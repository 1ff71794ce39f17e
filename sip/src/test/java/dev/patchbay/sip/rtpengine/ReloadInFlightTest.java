package dev.patchbay.sip.rtpengine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.sip.client.FakeRelay;
import dev.patchbay.sip.client.RelayPool;
import dev.patchbay.sip.database.DatabaseSettings;
import dev.patchbay.sip.database.RelayDatabase;
import dev.patchbay.sip.database.RelayReload;
import dev.patchbay.sip.message.SipSyntaxException;
import dev.patchbay.sip.route.RequestRoute;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reloading from a database while calls are set up. */
class ReloadInFlightTest {

    private static final int CALLERS = 4;
    private static final int CALLS_EACH = 60;

    /** How long a try waits: no call may fail because the machine is busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private void putRelays(String... urls) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("relays"), "", "");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("DELETE FROM rtpengine");
            for (String url : urls) {
                statement.execute("INSERT INTO rtpengine (setid, url) VALUES (0, '" + url + "')");
            }
            connection.commit();
        }
    }

    private void putSockets(String... sockets) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("sockets"), "", "");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("DELETE FROM rtpengine");
            for (String socket : sockets) {
                statement.execute("INSERT INTO rtpengine (set_id, socket) VALUES (0, '" + socket + "')");
            }
            connection.commit();
        }
    }

    private static RequestRoute invite(String callId) throws SipSyntaxException {
        return new RequestRoute(new SampleMessages().callId(callId).request("INVITE", false, SampleMessages.SDP));
    }

    @Test
    void shouldEndACommandOnARelayThatLeftMeanwhile() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch reloaded = new CountDownLatch(1);
        DatabaseSettings settings =
                DatabaseSettings.openSips(Map.of("db_url", "h2:" + folder.resolve("sockets"))).orElseThrow();
        try (FakeRelay leaving = new FakeRelay();
                FakeRelay staying = new FakeRelay();
                RelayDatabase database = RelayDatabase.open(settings);
                OpenSipsRtpengine rtpengine = OpenSipsRtpengine.open(
                        OpenSipsSettings.builder().rtpengineTout(PATIENCE).build());
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            RelayReload reload = new RelayReload(database, rtpengine.pool());
            putSockets(leaving.url());
            reload.run();
            leaving.answering((cookie, request) -> {
                if (request.string("command").filter("offer"::equals).isPresent()) {
                    asked.countDown();
                    awaitUnchecked(reloaded);
                }
                return FakeRelay.politeAnswer(cookie, request);
            });
            Future<FunctionResult> call = callers.submit(() -> rtpengine.rtpengineOffer(invite("held@example")));
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
            putSockets(staying.url());
            reload.run();
            assertThat(rtpengine.rtpengineOffer(invite("new@example")).node().orElseThrow().url().text())
                    .isEqualTo(staying.url());
            reloaded.countDown();
            assertThat(call.get(30, TimeUnit.SECONDS).isOk()).isTrue();
            assertThat(call.get().node().orElseThrow().url().text()).isEqualTo(leaving.url());
        }
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("the reload did not come to its end");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldNeverFailACallWhileOpenSipsReloads() throws Exception {
        DatabaseSettings settings =
                DatabaseSettings.openSips(Map.of("db_url", "h2:" + folder.resolve("sockets"))).orElseThrow();
        try (FakeRelay first = new FakeRelay();
                FakeRelay second = new FakeRelay();
                FakeRelay third = new FakeRelay();
                RelayDatabase database = RelayDatabase.open(settings);
                OpenSipsRtpengine rtpengine = OpenSipsRtpengine.open(
                        OpenSipsSettings.builder().rtpengineTout(PATIENCE).build())) {
            putSockets(first.url(), second.url());
            new RelayReload(database, rtpengine.pool()).run();
            callWhileReloading(
                    rtpengine.pool(),
                    database,
                    callId -> rtpengine.rtpengineOffer(invite(callId)),
                    () -> putSockets(second.url() + "=3", third.url()),
                    () -> putSockets(first.url(), second.url()));
            assertThat(rtpengine.pool().sets().snapshot().displayedNodes()).hasSize(2);
        }
    }

    @Test
    void shouldNeverFailACallWhileKamailioReloads() throws Exception {
        DatabaseSettings settings =
                DatabaseSettings.kamailio(Map.of("db_url", "h2:" + folder.resolve("relays"))).orElseThrow();
        try (FakeRelay first = new FakeRelay();
                FakeRelay second = new FakeRelay();
                FakeRelay third = new FakeRelay();
                RelayDatabase database = RelayDatabase.open(settings);
                KamailioRtpengine rtpengine = KamailioRtpengine.open(
                        KamailioSettings.builder().rtpengineToutMs(PATIENCE).build())) {
            putRelays(first.url(), second.url());
            new RelayReload(database, rtpengine.pool()).run();
            callWhileReloading(
                    rtpengine.pool(),
                    database,
                    callId -> rtpengine.rtpengineOffer(invite(callId)),
                    () -> putRelays(second.url(), third.url()),
                    () -> putRelays(first.url(), second.url()));
            assertThat(rtpengine.pool().sets().snapshot().members()).hasSize(3);
        }
    }

    private interface Offer {
        FunctionResult call(String callId) throws Exception;
    }

    private interface Change {
        void make() throws SQLException;
    }

    /** Reloads back and forth until all calls are made; every one must have found a relay. */
    private static void callWhileReloading(RelayPool pool, RelayDatabase database, Offer offer, Change there, Change back)
            throws Exception {
        RelayReload reload = new RelayReload(database, pool);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<FunctionResult>>> calls = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                String caller = "caller" + i;
                Callable<List<FunctionResult>> series = () -> {
                    List<FunctionResult> results = new ArrayList<>();
                    for (int call = 0; call < CALLS_EACH; call++) {
                        results.add(offer.call(caller + "-" + call + "@example"));
                    }
                    return results;
                };
                calls.add(callers.submit(series));
            }
            do {
                there.make();
                reload.run();
                back.make();
                reload.run();
            } while (!calls.stream().allMatch(Future::isDone));
            for (Future<List<FunctionResult>> series : calls) {
                assertThat(series.get()).hasSize(CALLS_EACH).allSatisfy(result -> assertThat(result.isOk())
                        .as(() -> result.toString())
                        .isTrue());
            }
        }
    }
}
