package dev.patchbay.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.patchbay.codec.G711;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToneDetectorTest {

    private static final int RATE_HZ = 8000;

    private final ToneDetector detector = new ToneDetector(RATE_HZ);

    private short[] tone(double frequencyHz, double levelDbm0) {
        short[] block = new short[detector.blockLength()];
        new ToneGenerator(frequencyHz, levelDbm0, RATE_HZ).fill(ShortBuffer.wrap(block));
        return block;
    }

    private static short[] through(G711 codec, short[] block) {
        ByteBuffer payload = ByteBuffer.allocate(block.length);
        codec.encode(ShortBuffer.wrap(block), payload);
        short[] decoded = new short[block.length];
        codec.decode(payload.flip(), ShortBuffer.wrap(decoded));
        return decoded;
    }

    /** ITU-T G.711, tables 5 and 6: the sequence of characters that is 1000 Hz at 0 dBm0. */
    @ParameterizedTest
    @CsvSource({"PCMA, 34 21 21 34 B4 A1 A1 B4", "PCMU, 1E 0B 0B 1E 9E 8B 8B 9E"})
    void shouldHearTheDigitalMilliwatt(G711 codec, String characters) {
        String[] sequence = characters.split(" ");
        short[] block = new short[detector.blockLength()];
        for (int i = 0; i < block.length; i++) {
            block[i] = codec.decode((byte) Integer.parseInt(sequence[i % sequence.length], 16));
        }
        Tone heard = detector.detect(block).orElseThrow();
        assertThat(heard.frequencyHz()).isCloseTo(1000, within(0.01));
        assertThat(heard.levelDbm0()).isCloseTo(0, within(0.1));
        assertThat(heard.confidence()).isGreaterThan(0.99);
    }

    @ParameterizedTest
    @EnumSource
    void shouldMeasureEveryFrequencyAndLevelThroughG711(G711 codec) {
        for (double hz = 150; hz < 3700; hz += 47.3) {
            for (double level = 3; level > -45; level -= 6.7) {
                Tone heard = detector.detect(through(codec, tone(hz, level))).orElseThrow();
                assertThat(heard.frequencyHz()).as("%s Hz at %s dBm0", hz, level).isCloseTo(hz, within(0.5));
                assertThat(heard.levelDbm0()).as("%s Hz at %s dBm0", hz, level).isCloseTo(level, within(0.5));
                assertThat(heard.isClear()).as("%s Hz at %s dBm0: %s", hz, level, heard).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {20, 15, 10})
    void shouldHearAToneInNoise(double distanceDb) {
        Random random = new Random(42);
        short[] block = tone(1004, -13);
        double deviation = Level.toAmplitude(-13 - distanceDb) / Math.sqrt(2);
        for (int i = 0; i < block.length; i++) {
            block[i] += (short) Math.round(deviation * random.nextGaussian());
        }
        Tone heard = detector.detect(through(G711.PCMA, block)).orElseThrow();
        assertThat(heard.frequencyHz()).isCloseTo(1004, within(1.0));
        assertThat(heard.levelDbm0()).isCloseTo(-13, within(0.5));
        assertThat(heard.isClear()).isTrue();
    }

    @Test
    void shouldNotTakeNoiseForATone() {
        Random random = new Random(42);
        for (int run = 0; run < 50; run++) {
            short[] block = new short[detector.blockLength()];
            for (int i = 0; i < block.length; i++) {
                block[i] = (short) (3000 * random.nextGaussian());
            }
            assertThat(detector.detect(block).orElseThrow().confidence()).isLessThan(0.2);
        }
    }

    @Test
    void shouldNotTakeTwoTonesForOne() {
        short[] block = tone(697, -10);
        short[] second = tone(1209, -10);
        for (int i = 0; i < block.length; i++) {
            block[i] += second[i];
        }
        assertThat(detector.detect(block).orElseThrow().isClear()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void shouldHearSilence(G711 codec) {
        assertThat(detector.detect(through(codec, new short[detector.blockLength()]))).isEmpty();
    }

    @Test
    void shouldTellWhichToneWasHeardLongest() {
        ToneTally tally = new ToneTally(RATE_HZ);
        assertThat(tally.longest()).isEqualTo(Optional.empty());
        play(tally, 440, 3);
        play(tally, 1000, 5);
        play(tally, 440, 1);
        Tone longest = tally.longest().orElseThrow();
        assertThat(longest.frequencyHz()).isCloseTo(1000, within(0.1));
        assertThat(longest.levelDbm0()).isCloseTo(-20, within(0.1));
    }

    @Test
    void shouldRememberALimitedNumberOfTones() {
        ToneTally tally = new ToneTally(RATE_HZ);
        for (int i = 0; i < ToneTally.MAX_TONES; i++) {
            play(tally, 300 + 20 * i, 1);
        }
        play(tally, 2000, 5);
        assertThat(tally.longest().orElseThrow().frequencyHz()).isLessThan(1000);
    }

    private void play(ToneTally tally, double frequencyHz, int blocks) {
        ToneGenerator generator = new ToneGenerator(frequencyHz, -20, RATE_HZ);
        short[] frame = new short[160];
        for (int i = 0; i < blocks * detector.blockLength() / frame.length; i++) {
            generator.fill(ShortBuffer.wrap(frame));
            tally.accept(ShortBuffer.wrap(frame));
        }
    }

    @Test
    void shouldRefuseTonesThatCannotBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ToneGenerator(4000, -10, RATE_HZ));
        assertThatIllegalArgumentException().isThrownBy(() -> new ToneGenerator(0, -10, RATE_HZ));
        assertThatIllegalArgumentException().isThrownBy(() -> new ToneGenerator(Double.NaN, -10, RATE_HZ));
        assertThatIllegalArgumentException().isThrownBy(() -> new ToneGenerator(1000, 4, RATE_HZ));
    }
}
