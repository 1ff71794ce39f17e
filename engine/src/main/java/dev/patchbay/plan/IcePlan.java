package dev.patchbay.plan;

import dev.patchbay.ice.IceSetup;

/**
 * The ICE agent of one section.
 *
 * @param status its identity and live figures; the same object in every plan of the call that has this agent
 * @param setup what signalling has decided
 * @param rtpComponent index into {@link ForwardingPlan#components} of ICE component 1
 * @param rtcpComponent of ICE component 2; -1 for none
 */
public record IcePlan(IceStatus status, IceSetup setup, int rtpComponent, int rtcpComponent) {}
