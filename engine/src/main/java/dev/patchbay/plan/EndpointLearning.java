package dev.patchbay.plan;

/** When the real source address of a stream replaces the one that SDP gave (option {@code endpoint-learning}). */
public enum EndpointLearning {
    /** Never: packets go where SDP says (also flag {@code asymmetric}). */
    OFF,
    /** The first packet decides. */
    IMMEDIATE,
    /** The newest source is followed during 3 s after the last signalling, then it is final. The default. */
    DELAYED,
    /** As delayed, but of all sources seen in the 3 s the one most like the SDP address wins. */
    HEURISTIC
}
