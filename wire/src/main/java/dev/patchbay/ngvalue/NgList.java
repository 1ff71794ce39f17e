package dev.patchbay.ngvalue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** An ordered list of values of any kinds. */
public record NgList(List<NgValue> values) implements NgValue {

    public NgList {
        values = List.copyOf(values);
    }

    public static NgList of(NgValue... values) {
        return new NgList(List.of(values));
    }

    /** @param octets one octet string per entry */
    public static NgList ofStrings(Collection<String> octets) {
        return new NgList(octets.stream().<NgValue>map(NgString::new).toList());
    }

    /** The octets of the entries that are strings, in order; other entries are left out. */
    public List<String> strings() {
        List<String> strings = new ArrayList<>(values.size());
        for (NgValue value : values) {
            if (value instanceof NgString string) {
                strings.add(string.octets());
            }
        }
        return Collections.unmodifiableList(strings);
    }
}
