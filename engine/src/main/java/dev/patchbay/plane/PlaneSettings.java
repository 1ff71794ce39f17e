package dev.patchbay.plane;

import dev.patchbay.ice.IceSettings;
import dev.patchbay.quality.MosFormula;
import java.util.random.RandomGenerator;

/**
 * What all media workers do alike.
 *
 * @param formula of mean opinion scores
 * @param random thread-safe and of cryptographic strength in production: what peers must not guess
 * @param handshakes where DTLS associations come from
 */
public record PlaneSettings(MosFormula formula, IceSettings ice, RandomGenerator random, Handshakes handshakes) {}
