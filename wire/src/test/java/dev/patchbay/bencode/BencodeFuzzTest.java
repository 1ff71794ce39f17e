package dev.patchbay.bencode;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.patchbay.ngvalue.Mutation;
import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.RandomNgTree;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BencodeFuzzTest {

    private static final long SEED = 20_250_611;

    @Test
    void shouldReadBackEveryTree() throws Exception {
        RandomNgTree trees = new RandomNgTree(new Random(SEED), false);
        for (int i = 0; i < 5_000; i++) {
            NgDict tree = trees.dict(5);
            byte[] bytes = BencodeWriter.toBytes(tree);
            assertThat(BencodeReader.readDict(bytes)).isEqualTo(tree);
        }
    }

    @Test
    void shouldSurviveMutatedMessages() {
        Random random = new Random(SEED);
        List<byte[]> samples = NgSamples.payloads();
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            refused += readsAndRewrites(Mutation.of(samples.get(random.nextInt(samples.size())), random)) ? 0 : 1;
        }
        assertThat(refused).isBetween(10_000, 20_000);
    }

    @FuzzTest(maxDuration = "10s")
    void fuzz(byte[] input) {
        readsAndRewrites(input);
    }

    /** What is read at all is written in a form that reads the same. */
    private static boolean readsAndRewrites(byte[] input) {
        NgDict dict;
        try {
            dict = BencodeReader.readDict(input);
        } catch (BencodeSyntaxException e) {
            assertThat(e.offset()).isBetween(0, input.length);
            return false;
        }
        try {
            assertThat(BencodeReader.readDict(BencodeWriter.toBytes(dict))).isEqualTo(dict);
        } catch (BencodeSyntaxException e) {
            throw new AssertionError("what was written does not read", e);
        }
        return true;
    }
}
