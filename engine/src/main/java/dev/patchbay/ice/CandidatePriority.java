package dev.patchbay.ice;

/** The formulas of RFC 8445, sections 5.1.2.1 and 6.1.2.3. */
public final class CandidatePriority {

    public static final int MAX_LOCAL_PREFERENCE = 65535;

    private static final long LOCAL_PART = 0x00ff_ffffL;

    private CandidatePriority() {}

    /**
     * @param typePreference 0..126
     * @param localPreference 0..65535
     * @param component 1..256
     * @return 0..2^31-1
     */
    public static long of(int typePreference, int localPreference, int component) {
        return ((long) typePreference << 24) | ((long) localPreference << 8) | (256 - component);
    }

    public static int typePreference(long priority) {
        return (int) (priority >> 24) & 0xff;
    }

    public static int localPreference(long priority) {
        return (int) (priority >> 8) & 0xffff;
    }

    /** The priority a peer-reflexive candidate of this base would have: what goes into checks (RFC 8445, section 7.1.1). */
    static long peerReflexive(long basePriority) {
        return ((long) CandidateType.PEER_REFLEXIVE.preference() << 24) | (basePriority & LOCAL_PART);
    }

    /** @return an unsigned number */
    static long ofPair(long controlling, long controlled) {
        return (Math.min(controlling, controlled) << 32)
                + 2 * Math.max(controlling, controlled)
                + (controlling > controlled ? 1 : 0);
    }
}
