/**
 * Signal processing on 16-bit samples: {@link dev.patchbay.dsp.ToneGenerator} makes a tone, {@link dev.patchbay.dsp.ToneDetector} finds the
 * one in a block of samples, {@link dev.patchbay.dsp.ToneTally} says which one a stream carried all in all.
 *
 * <p>Threads: each object belongs to one. Levels are in dBm0, see {@link dev.patchbay.dsp.Level}.
 */
@org.jspecify.annotations.NullMarked
package dev.patchbay.dsp;
