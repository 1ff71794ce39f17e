package dev.patchbay.quality;

/**
 * Mean opinion score from what RTCP reports (a simplified E-model, ITU-T G.107), the way rtpengine's users know the figures (option
 * {@code mos}).
 */
public enum MosFormula {
    /** Conversational quality: the delay counts, so there is no score without a round trip time. */
    CQ,
    /** Listening quality: scores without a round trip time too. */
    LQ;

    private static final int LOWEST_TENTHS = 10;
    /** Added to delay and jitter for the codec, ms. */
    private static final int CODEC_DELAY_MS = 10;

    private static final double BEST_R = 93.2;

    /**
     * @param roundTripUs end to end; 0 when unknown
     * @param jitterMs as in RTCP
     * @param lossPercent 0..100
     * @return MOS times 10, 10..50; 0 for none
     */
    int tenths(long roundTripUs, long jitterMs, int lossPercent) {
        if (this == CQ && roundTripUs <= 0) {
            return 0;
        }
        double effectiveMs = (double) (roundTripUs / 1000 + 2 * jitterMs + CODEC_DELAY_MS);
        double r = effectiveMs < 160 ? BEST_R - effectiveMs / 40 : BEST_R - (effectiveMs - 120) / 10;
        r -= 2.5 * lossPercent;
        if (r < 0) {
            return LOWEST_TENTHS;
        }
        int tenths = (int) ((1 + 0.035 * r + 0.000007 * r * (r - 60) * (100 - r)) * 10);
        return tenths < LOWEST_TENTHS ? 0 : tenths;
    }
}
