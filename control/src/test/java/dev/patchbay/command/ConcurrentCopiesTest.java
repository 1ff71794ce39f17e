package dev.patchbay.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.bencode.BencodeWriter;
import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.NgList;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that hears nothing sends its request again; some proxies send it many times at once. */
@Timeout(60)
class ConcurrentCopiesTest {

    private static final int COPIES = 20;
    private static final int ROUNDS = 200;
    private static final int PORTS_OF_A_CALL = 4;

    private final SignallingRelay relay = new SignallingRelay();

    @AfterEach
    void close() {
        relay.close();
    }

    private static String message(String cookie, NgDict.Builder request) {
        return cookie + " " + new String(BencodeWriter.toBytes(request.build()), StandardCharsets.ISO_8859_1);
    }

    private List<String> atOnce(String message) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<String> replies = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> futures = new ArrayList<>();
            Callable<String> copy = () -> {
                start.await();
                return relay.ask(message);
            };
            for (int i = 0; i < COPIES; i++) {
                futures.add(threads.submit(copy));
            }
            start.countDown();
            for (Future<String> future : futures) {
                replies.add(future.get(50, TimeUnit.SECONDS));
            }
        }
        return replies;
    }

    @Test
    void shouldGiveTwentyCopiesOfAnOfferOneReplyAndOneSetOfPorts() throws Exception {
        for (int round = 1; round <= ROUNDS; round++) {
            List<String> replies = atOnce(message("cookie" + round, SignallingRelay.offer("call" + round)));
            assertThat(replies).hasSize(COPIES).containsOnly(replies.getFirst());
            assertThat(replies.getFirst()).startsWith("cookie" + round + " ").contains("6:result2:ok");
            assertThat(relay.calls.registry().size()).isEqualTo(round);
            assertThat(relay.pool.used()).isEqualTo(round * PORTS_OF_A_CALL);
            assertThat(relay.media.bound()).hasSize(round * PORTS_OF_A_CALL);
        }
    }

    /** The call may be gone long before the last copy comes: that must not bring it back. */
    @Test
    void shouldAnswerALateCopyWithoutCarryingItOut() {
        String offer = message("1", SignallingRelay.offer("call"));
        String reply = relay.ask(offer);
        relay.ask(SignallingRelay.delete("call"));
        assertThat(relay.ask(offer)).isEqualTo(reply);
        assertThat(relay.calls.registry().size()).isZero();
        assertThat(relay.pool.used()).isZero();
    }

    @Test
    void shouldGiveCopiesOfADeleteOneReply() throws Exception {
        relay.ask(SignallingRelay.offer("call"));
        List<String> replies = atOnce(message(
                "1", SignallingRelay.delete("call").put("flags", NgList.ofStrings(List.of("fatal")))));
        assertThat(replies).containsOnly("1 d6:result2:oke");
    }

    @Test
    void shouldCarryOutTheSameRequestUnderAnotherCookie() {
        relay.ask(message("1", SignallingRelay.offer("call")));
        assertThat(relay.ask(message("2", SignallingRelay.delete("call")))).isEqualTo("2 d6:result2:oke");
        assertThat(relay.ask(message("3", SignallingRelay.delete("call"))))
                .contains("Call-ID not found or tags didn't match");
    }
}
