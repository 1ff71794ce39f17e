package dev.patchbay.srtp;

import java.util.Arrays;

/**
 * Which of the last {@link #SIZE} packet indexes were seen (RFC 3711, section 3.3.2, asks for 64 at least; retransmissions of video
 * come later than that).
 */
final class ReplayWindow {

    private static final int WORDS = 16;

    /** One word less than there is room for: the newest word is reused as a whole when the window reaches it. */
    static final int SIZE = (WORDS - 1) * Long.SIZE;

    private final long[] seen = new long[WORDS];
    private long highest = -1;

    /** -1 before the first. */
    long highest() {
        return highest;
    }

    /** Neither seen nor too old. */
    boolean isNew(long index) {
        if (index > highest) {
            return true;
        }
        return index > highest - SIZE && (seen[word(index)] & bit(index)) == 0;
    }

    boolean isTooOld(long index) {
        return index <= highest - SIZE;
    }

    /** @param index that {@link #isNew} */
    void accept(long index) {
        if (index > highest) {
            advance(index);
        }
        seen[word(index)] |= bit(index);
    }

    private void advance(long index) {
        if (highest < 0 || index - highest >= (long) WORDS * Long.SIZE) {
            Arrays.fill(seen, 0);
        } else {
            for (long word = (highest >> 6) + 1; word <= index >> 6; word++) {
                seen[(int) word & (WORDS - 1)] = 0;
            }
        }
        highest = index;
    }

    private static int word(long index) {
        return (int) (index >> 6) & (WORDS - 1);
    }

    private static long bit(long index) {
        return 1L << index;
    }
}
