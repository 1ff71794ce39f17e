/** Samples and frames: codecs, and signal processing on what they carry. No I/O, no threads. */
module dev.patchbay.media {
    requires static transitive org.jspecify;
    requires transitive dev.patchbay.wire;

    exports dev.patchbay.codec;
    exports dev.patchbay.dsp;
}
