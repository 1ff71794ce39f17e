package dev.patchbay.phone.media;

/**
 * What arrives, counted as RFC 3550 does (appendices A.1, A.3 and A.8). A new SSRC begins a new stream; the figures are of all together.
 * One thread.
 */
final class ReceivedStream {

    /** A jump this far back is taken for reordering, one further for a stream that began anew. */
    private static final int MAX_MISORDER = 1000;

    private static final int SEQUENCE_NUMBERS = 1 << 16;

    /** Of the latest packets, which ones came: a bit each. */
    private static final int HISTORY = 64;

    private boolean hasBegun;
    private int ssrc;
    private long first;
    private long highest;
    private long history;
    private long received;
    private long duplicates;
    private long earlierExpected;
    private long earlierReceived;
    private double jitterTicks;
    private boolean hasTransit;
    private int lastTransit;
    private long reportedExpected;
    private long reportedReceived;

    /**
     * @param isAudio false for telephone-events, whose timestamps do not go on and say nothing of jitter
     * @param arrivalTicks time of arrival in units of the RTP clock
     * @return whether it is newer than all before, so that it may be played in order
     */
    boolean accept(int packetSsrc, int sequenceNumber, int rtpTimestamp, boolean isAudio, long arrivalTicks) {
        if (!hasBegun || packetSsrc != ssrc || isRestart(sequenceNumber)) {
            begin(packetSsrc, sequenceNumber);
        }
        if (isAudio) {
            estimateJitter(rtpTimestamp, arrivalTicks);
        }
        long extended = highest + (short) (sequenceNumber - (int) highest);
        if (extended > highest) {
            long step = extended - highest;
            history = step >= HISTORY ? 0 : history << step;
            history |= 1;
            highest = extended;
            received++;
            return true;
        }
        long age = highest - extended;
        if (age < HISTORY && (history & (1L << age)) == 0 && extended >= first) {
            history |= 1L << age;
            received++;
        } else {
            duplicates++;
        }
        return false;
    }

    private boolean isRestart(int sequenceNumber) {
        return Math.abs((short) (sequenceNumber - (int) highest)) > MAX_MISORDER;
    }

    private void begin(int packetSsrc, int sequenceNumber) {
        if (hasBegun) {
            earlierExpected += highest - first + 1;
            earlierReceived += received;
        }
        hasBegun = true;
        ssrc = packetSsrc;
        // One turn above zero, so that packets before the first one still have a number.
        first = (long) sequenceNumber + SEQUENCE_NUMBERS;
        highest = first - 1;
        history = 0;
        received = 0;
        hasTransit = false;
        jitterTicks = 0;
        reportedExpected = 0;
        reportedReceived = 0;
    }

    private void estimateJitter(int rtpTimestamp, long arrivalTicks) {
        int transit = (int) arrivalTicks - rtpTimestamp;
        if (hasTransit) {
            jitterTicks += (Math.abs(transit - lastTransit) - jitterTicks) / 16;
        }
        hasTransit = true;
        lastTransit = transit;
    }

    boolean hasBegun() {
        return hasBegun;
    }

    /** Of the present stream, unsigned; meaningless before it has begun. */
    int ssrc() {
        return ssrc;
    }

    /** Packets by their sequence numbers. */
    long expected() {
        return hasBegun ? earlierExpected + highest - first + 1 : 0;
    }

    /** Packets without duplicates. */
    long received() {
        return earlierReceived + received;
    }

    long duplicates() {
        return duplicates;
    }

    /** In RTP ticks, of the present stream. */
    double jitterTicks() {
        return jitterTicks;
    }

    /** Of the present stream: the number of turns in the upper 16 bits (RFC 3550, section 6.4.1). */
    int extendedHighest() {
        return (int) (highest - SEQUENCE_NUMBERS);
    }

    /** Packets of the present stream that are missing. */
    long lost() {
        return Math.max(0, highest - first + 1 - received);
    }

    /** Share of packets lost since this was last asked, in 1/256 (RFC 3550, appendix A.3). */
    int takeFractionLost() {
        long expectedNow = highest - first + 1;
        long expectedSince = expectedNow - reportedExpected;
        long lostSince = expectedSince - (received - reportedReceived);
        reportedExpected = expectedNow;
        reportedReceived = received;
        return expectedSince <= 0 || lostSince <= 0 ? 0 : (int) (256 * lostSince / (expectedSince + 1));
    }
}
