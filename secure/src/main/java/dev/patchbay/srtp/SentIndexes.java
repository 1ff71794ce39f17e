package dev.patchbay.srtp;

/**
 * The packet indexes that were used up under one master key. They outlive every change of plan: encrypting two packets with the same
 * key, SSRC and index would give both away (RFC 3711, section 9.1). So a source is never forgotten, and when there are too many,
 * new ones are refused. Shared by all {@link SrtpSender}s of the key; one thread.
 */
public final class SentIndexes {

    /** Sources of one key. A hold melody or a transfer brings a new one, seldom more than a few in a call. */
    public static final int MAX_SOURCES = 256;

    final SourceTable sources = new SourceTable(MAX_SOURCES);

    /** For a key that has protected nothing yet. */
    public SentIndexes() {}

    /**
     * A packet that another sender had protected with the same key was passed on as it was.
     *
     * @param index with the rollover counter; negative = unknown, nothing is noted
     */
    public void noteRtp(int ssrc, long index) {
        if (index >= 0) {
            note(ssrc, index, true);
        }
    }

    /** As {@link #noteRtp}. */
    public void noteRtcp(int ssrc, long index) {
        if (index >= 0) {
            note(ssrc, index, false);
        }
    }

    private void note(int ssrc, long index, boolean isRtp) {
        SrtpSource source = sources.find(ssrc);
        if (source == null) {
            if (sources.isFull()) {
                return;
            }
            source = sources.add(ssrc);
        }
        ReplayWindow window = isRtp ? source.rtp : source.rtcp;
        if (window.isNew(index)) {
            window.accept(index);
        }
    }
}
