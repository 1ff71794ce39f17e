package dev.patchbay.ngwire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.NgInteger;
import dev.patchbay.ngvalue.NgList;
import dev.patchbay.ngvalue.NgString;
import dev.patchbay.ngvalue.NgValue;
import dev.patchbay.ngvalue.RandomNgTree;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Requests made of the protocol's own words in any wrong place: read, or refused with a reason, never anything else. */
class NgRequestFuzzTest {

    private static final int REQUESTS = 20_000;

    private static final List<String> KEYS = List.of(
            "command", "call-id", "call-ID", "from-tag", "to-tag", "via-branch", "label", "sdp", "SDP", "flags", "replace",
            "rtcp-mux", "RTCP-mux", "codec", "direction", "received from", "TOS", "drop-traffic", "supports", "limit",
            "delete-delay", "delete delay", "transport-protocol", "media-address", "address-family", "xmlrpc-callback");

    private static final List<String> WORDS = List.of(
            "offer", "answer", "delete", "query", "list", "ping", "statistics", "publish", "all", "strip", "except", "mask",
            "transcode", "origin", "require", "demux", "start", "IP4", "IP6", "fatal", "load limit", "trust address",
            "codec-strip-", "codec-offer-PCMU", "codec-mask-a--b", "SDES-", "T.38-", "--", "", "-1", "999999999999999999999",
            "\u00ff\u0000", "v=0\r\n");

    private final SplittableRandom random = new SplittableRandom(42);

    @Test
    void shouldReadOrRefuseAnything() {
        int accepted = 0;
        for (int i = 0; i < REQUESTS; i++) {
            NgDict request = i % 10 == 0 ? new RandomNgTree(random, false).dict(3) : request();
            try {
                NgRequest read = NgRequestReader.read(request);
                assertThat(read.command().name()).isNotEmpty();
                accepted++;
            } catch (CommandException e) {
                assertThat(e.errorReason()).isNotEmpty();
            } catch (RuntimeException e) {
                throw new AssertionError("request " + i + ": " + request, e);
            }
        }
        assertThat(accepted).isBetween(REQUESTS / 10, REQUESTS * 9 / 10);
    }

    private NgDict request() {
        NgDict.Builder request = NgDict.builder();
        if (random.nextInt(10) > 0) {
            request.put("command", WORDS.get(random.nextInt(8)));
        }
        for (String key : List.of("call-id", "from-tag", "to-tag", "sdp")) {
            if (random.nextInt(10) > 0) {
                request.put(key, word());
            }
        }
        for (int i = random.nextInt(8); i > 0; i--) {
            request.put(KEYS.get(random.nextInt(KEYS.size())), value(3));
        }
        return request.build();
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private NgValue value(int depth) {
        return switch (random.nextInt(depth > 0 ? 5 : 3)) {
            case 0 -> new NgInteger(random.nextBoolean() ? random.nextLong() : random.nextInt(-2, 300));
            case 1, 2 -> new NgString(word());
            case 3 -> {
                List<NgValue> values = new ArrayList<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    values.add(value(depth - 1));
                }
                yield new NgList(values);
            }
            default -> {
                NgDict.Builder dict = NgDict.builder();
                for (int i = random.nextInt(4); i > 0; i--) {
                    dict.put(random.nextBoolean() ? word() : KEYS.get(random.nextInt(KEYS.size())), value(depth - 1));
                }
                yield dict.build();
            }
        };
    }
}
