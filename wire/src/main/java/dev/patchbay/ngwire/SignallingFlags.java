package dev.patchbay.ngwire;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** All options of an offer or answer, grouped by who needs them. */
public record SignallingFlags(
        TransportFlags transport,
        SourceFlags source,
        SdpFlags sdp,
        CodecFlags codec,
        IceFlags ice,
        CallFlags call,
        SecurityFlags security) {

    /** No option given. */
    public static final SignallingFlags NONE = new SignallingFlags(
            new TransportFlags(
                    Optional.empty(),
                    Set.of(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalInt.empty(),
                    Optional.empty(),
                    false),
            new SourceFlags(false, false, false, false, false, false),
            new SdpFlags(Set.of(), false, false, false, false, false, false),
            new CodecFlags(List.of(), List.of(), List.of(), List.of(), false),
            IceFlags.NONE,
            new CallFlags(Optional.empty(), Optional.empty(), false, false, false),
            SecurityFlags.NONE);
}
