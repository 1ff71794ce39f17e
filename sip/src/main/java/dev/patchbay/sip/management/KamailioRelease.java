package dev.patchbay.sip.management;

/** Releases of Kamailio whose replies differ. */
public enum KamailioRelease {

    /** {@code disabled} is 0, 1 or {@code "1(permanent)"}; {@code recheck_ticks} of a relay that is switched off is {@code "N/A"}. */
    V5_6,

    /** {@code disabled} says whether a relay is switched off, {@code active} whether calls go to it; {@code recheck_ticks} may be -1. */
    V6_0
}
