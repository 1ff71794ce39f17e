package dev.patchbay.metrics;

import dev.patchbay.door.DoorCounts;

/** @param name of the control transport, such as {@code ng-udp} */
public record DoorFigures(String name, DoorCounts counts) {}
