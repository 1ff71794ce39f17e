package dev.patchbay.proxy.route;

import java.util.Map;

/**
 * Something that happened outside of transactions.
 *
 * @param name {@code start}: the script is in force; others are named by whoever raises them
 * @param values what is known about it
 */
public record ScriptEvent(String name, Map<String, String> values) {

    public ScriptEvent {
        values = Map.copyOf(values);
    }
}
