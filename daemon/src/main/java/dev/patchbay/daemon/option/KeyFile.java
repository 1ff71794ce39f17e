package dev.patchbay.daemon.option;

import java.util.List;
import java.util.Optional;

/**
 * A glib key file ({@code rtpengine.conf}): groups of {@code key = value} lines.
 *
 * @param groups in order; a name may come more than once
 */
record KeyFile(List<Group> groups) {

    KeyFile {
        groups = List.copyOf(groups);
    }

    /** @param line 1-based line of the header */
    record Group(String name, int line, List<Entry> entries) {
        Group {
            entries = List.copyOf(entries);
        }
    }

    /**
     * @param rawValue with escapes and list separators as in the file, without white space around
     * @param line 1-based
     */
    record Entry(String key, String rawValue, int line) {}

    /** Entries of all groups of that name, in order; empty if there is no such group. */
    Optional<List<Entry>> entriesOf(String groupName) {
        List<Group> named =
                groups.stream().filter(group -> group.name().equals(groupName)).toList();
        return named.isEmpty()
                ? Optional.empty()
                : Optional.of(named.stream().flatMap(group -> group.entries().stream()).toList());
    }
}
