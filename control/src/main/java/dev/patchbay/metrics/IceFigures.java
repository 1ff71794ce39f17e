package dev.patchbay.metrics;

/**
 * ICE since the start, over all calls.
 *
 * @param completed how often an agent came to its selected pairs; a restart that succeeds counts again
 * @param failed how often one found that nothing works
 * @param consentExpired how often a peer stopped to answer
 * @param stunAccepted authentic STUN messages
 * @param stunRefused malformed, forged or unasked for ones
 */
public record IceFigures(long completed, long failed, long consentExpired, long stunAccepted, long stunRefused) {

    public static final IceFigures NONE = new IceFigures(0, 0, 0, 0, 0);
}
