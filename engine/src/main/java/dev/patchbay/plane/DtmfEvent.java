package dev.patchbay.plane;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.ComponentStatus;

/**
 * A telephone-event that ended (RFC 4733, end bit), reported once.
 *
 * @param status the component it arrived on
 * @param event 0..15 for 0-9 * # A-D, up to 255
 * @param durationMs by the sender's clock
 * @param volumeDbm0 power level without its minus sign, 0..63
 */
public record DtmfEvent(
        String callId, ComponentStatus status, TransportAddress source, int event, int durationMs, int volumeDbm0) {}
