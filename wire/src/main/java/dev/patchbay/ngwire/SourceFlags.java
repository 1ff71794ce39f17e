package dev.patchbay.ngwire;

/**
 * How the sender's media source is treated: flags {@code asymmetric}, {@code strict-source}, {@code media-handover},
 * {@code unidirectional}, {@code pierce-NAT}, {@code NAT-wait}.
 */
public record SourceFlags(
        boolean asymmetric,
        boolean strictSource,
        boolean mediaHandover,
        boolean unidirectional,
        boolean pierceNat,
        boolean natWait) {}
