package dev.patchbay.negotiate;

/**
 * Configuration that offers and answers depend on.
 *
 * @param useSipSource option {@code sip-source}: media goes to the SIP message's source address unless {@code trust-address} is given
 * @param instanceId what {@code loop-protect} writes; unique per daemon, letters and digits
 */
public record EngineSettings(boolean useSipSource, String instanceId) {}
