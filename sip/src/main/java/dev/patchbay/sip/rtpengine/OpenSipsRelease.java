package dev.patchbay.sip.rtpengine;

/** Which release of OpenSIPS the commands look like: they differ in which tags a command without tag flags carries. */
public enum OpenSipsRelease {
    /** As documented: delete, play media and stop media name the caller. */
    V3_2,
    /** As seen of 4.0.1: they name nobody, so a delete ends the whole call and the relay gives no statistics. */
    V4_0
}
