package dev.patchbay.rtppwire;

import java.util.Set;

/** What rtpengine says of itself in this protocol. */
public final class RtppVersions {

    /** The answer to {@code V}. */
    public static final String PROTOCOL = "20040107";

    /** Dates that {@code VF} is answered 1 for. */
    public static final Set<String> FEATURES = Set.of(PROTOCOL, "20050322", "20060704");

    private RtppVersions() {}
}
