package dev.patchbay.negotiate;

/**
 * Configuration that offers and answers depend on.
 *
 * @param useSipSource option {@code sip-source}: media goes to the SIP message's source address unless {@code trust-address} is given
 * @param saveInterfacePorts option {@code save-interface-ports}: only the first address of an interface gets ports, even with ICE
 * @param instanceId what {@code loop-protect} writes; unique per daemon, letters and digits
 * @param security of media
 */
public record EngineSettings(
        boolean useSipSource, boolean saveInterfacePorts, String instanceId, SecuritySettings security) {}
