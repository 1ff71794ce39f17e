package dev.patchbay.call;

import dev.patchbay.port.PortSet;

/** Puts a call's own TOS (ng key {@code TOS}) on its sockets, and the configured one back. */
final class TrafficClass {

    private final int configured;

    /** @param configured TOS that new sockets have, 0..255 */
    TrafficClass(int configured) {
        this.configured = configured;
    }

    /** Sets it on the sockets that have another: those new in this state, or all when the value changed. */
    void apply(CallState before, CallState after) {
        int wanted = after.trafficClass().orElse(configured);
        boolean isChanged = wanted != before.trafficClass().orElse(configured);
        if (wanted == configured && !isChanged) {
            return;
        }
        for (Participant participant : after.participants()) {
            for (MediaSection section : participant.sections()) {
                section.allPorts().forEach(set -> set(set, wanted));
            }
        }
    }

    private static void set(PortSet ports, int value) {
        ports.ports().forEach(port -> port.setTrafficClass(value));
    }
}
