package dev.patchbay.system.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ToneTest {
    @Test
    void shouldTellTonesApart() {
        short[] tone = Tone.samples(440, 0, 4000);
        assertThat(Tone.isHeard(tone, 440)).isTrue();
        assertThat(Tone.isHeard(tone, 460)).isFalse();
        assertThat(Tone.isHeard(tone, 700)).isFalse();
        assertThat(Tone.isHeard(new short[4000], 440)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepToneAndLevelThroughG711(G711 law) {
        short[] tone = Tone.samples(700, 0, 4000);
        short[] decoded = new short[tone.length];
        for (int i = 0; i < tone.length; i++) {
            decoded[i] = law.decode(law.encode(tone[i]));
            assertThat((int) decoded[i]).isBetween(tone[i] - 600, tone[i] + 600);
        }
        assertThat(Tone.isHeard(decoded, 700)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void shouldReturnEveryCodeOfG711(G711 law) {
        for (int code = 0; code < 256; code++) {
            short sample = law.decode((byte) code);
            assertThat(law.decode(law.encode(sample))).isEqualTo(sample);
        }
    }

    @Test
    void shouldReadBackAWavFile(@TempDir Path folder) throws Exception {
        short[] tone = Tone.samples(440, 7, 1000);
        WavFile.write(folder.resolve("tone.wav"), tone);
        assertThat(WavFile.read(folder.resolve("tone.wav"))).isEqualTo(tone);
    }
}
