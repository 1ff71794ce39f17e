package dev.patchbay.sip.database;

import dev.patchbay.sip.node.RelayDefinition;
import java.util.List;

/** What a table had: relays in the order of their rows, and the rows that are none. */
public record LoadedRelays(List<RelayDefinition> relays, List<RowFault> faults) {

    public LoadedRelays {
        relays = List.copyOf(relays);
        faults = List.copyOf(faults);
    }
}
