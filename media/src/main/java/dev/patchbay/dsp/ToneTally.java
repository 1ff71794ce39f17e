package dev.patchbay.dsp;

import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Listens to a stream block by block and remembers which tones were clear in it, and for how long. One thread. */
public final class ToneTally {

    /** Different tones remembered; what comes later is not counted. */
    static final int MAX_TONES = 16;

    /** Blocks whose tones are nearer than this have heard the same one. */
    private static final double SAME_TONE_HZ = 5;

    private static final class Entry {
        private final double firstHz;
        private double sumHz;
        private double sumLevelDbm0;
        private double sumConfidence;
        private int blocks;

        private Entry(double firstHz) {
            this.firstHz = firstHz;
        }

        private void add(Tone tone) {
            sumHz += tone.frequencyHz();
            sumLevelDbm0 += tone.levelDbm0();
            sumConfidence += tone.confidence();
            blocks++;
        }

        private Tone mean() {
            return new Tone(sumHz / blocks, sumLevelDbm0 / blocks, sumConfidence / blocks);
        }
    }

    private final ToneDetector detector;
    private final short[] block;
    private final List<Entry> entries = new ArrayList<>();
    private int filled;

    public ToneTally(int sampleRateHz) {
        detector = new ToneDetector(sampleRateHz);
        block = new short[detector.blockLength()];
    }

    /** The next samples of the stream; read up to their limit. */
    public void accept(ShortBuffer samples) {
        while (samples.hasRemaining()) {
            int count = Math.min(samples.remaining(), block.length - filled);
            samples.get(block, filled, count);
            filled += count;
            if (filled == block.length) {
                filled = 0;
                detector.detect(block).filter(Tone::isClear).ifPresent(this::count);
            }
        }
    }

    private void count(Tone tone) {
        for (Entry entry : entries) {
            if (Math.abs(entry.firstHz - tone.frequencyHz()) < SAME_TONE_HZ) {
                entry.add(tone);
                return;
            }
        }
        if (entries.size() < MAX_TONES) {
            Entry entry = new Entry(tone.frequencyHz());
            entry.add(tone);
            entries.add(entry);
        }
    }

    /** The tone that was clear for the longest time, with its mean level; empty if none ever was for a whole block. */
    public Optional<Tone> longest() {
        return entries.stream().max(Comparator.comparingInt(entry -> entry.blocks)).map(Entry::mean);
    }
}
