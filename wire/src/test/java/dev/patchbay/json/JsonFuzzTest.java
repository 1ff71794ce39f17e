package dev.patchbay.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.patchbay.bencode.BencodeReader;
import dev.patchbay.bencode.NgSamples;
import dev.patchbay.ngvalue.Mutation;
import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.RandomNgTree;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonFuzzTest {

    private static final long SEED = 20_250_612;

    @Test
    void shouldReadBackEveryTree() throws Exception {
        RandomNgTree trees = new RandomNgTree(new Random(SEED), true);
        for (int i = 0; i < 5_000; i++) {
            NgDict tree = trees.dict(5);
            byte[] bytes = JsonWriter.toBytes(tree);
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            assertThat(JsonReader.readDict(bytes)).isEqualTo(tree);
        }
    }

    @Test
    void shouldSurviveMutatedMessages() throws Exception {
        Random random = new Random(SEED);
        List<byte[]> samples = new ArrayList<>();
        for (byte[] payload : NgSamples.payloads()) {
            samples.add(JsonWriter.toBytes(BencodeReader.readDict(payload)));
        }
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            refused += readsAndRewrites(Mutation.of(samples.get(random.nextInt(samples.size())), random)) ? 0 : 1;
        }
        assertThat(refused).isBetween(5_000, 19_000);
    }

    @FuzzTest(maxDuration = "10s")
    void fuzz(byte[] input) {
        readsAndRewrites(input);
    }

    private static boolean readsAndRewrites(byte[] input) {
        NgDict dict;
        try {
            dict = JsonReader.readDict(input);
        } catch (JsonSyntaxException e) {
            assertThat(e.offset()).isBetween(0, input.length);
            return false;
        }
        try {
            assertThat(JsonReader.readDict(JsonWriter.toBytes(dict))).isEqualTo(dict);
        } catch (JsonSyntaxException e) {
            throw new AssertionError("what was written does not read", e);
        }
        return true;
    }
}
