package dev.patchbay.ngvalue;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;

/**
 * A dictionary that keeps the order of its keys. Keys are octet strings and may contain spaces ({@code last signal}).
 *
 * <p>The reading methods take every accepted spelling of a key and answer with the first one that is there with a value of
 * the wanted kind: {@code dict.string("call-id", "call-ID")}.
 */
public final class NgDict implements NgValue {

    private static final NgDict EMPTY = new NgDict(new LinkedHashMap<>());

    private final SequencedMap<String, NgValue> entries;

    private NgDict(SequencedMap<String, NgValue> entries) {
        this.entries = Collections.unmodifiableSequencedMap(entries);
    }

    public static NgDict empty() {
        return EMPTY;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** All entries in order, unmodifiable. */
    public SequencedMap<String, NgValue> entries() {
        return entries;
    }

    public Optional<NgValue> get(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** The value of the first of these keys that is there, of whatever kind. */
    public Optional<NgValue> firstOf(String... keys) {
        for (String key : keys) {
            NgValue value = entries.get(key);
            if (value != null) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /** The octets of a string. */
    public Optional<String> string(String... keys) {
        for (String key : keys) {
            if (entries.get(key) instanceof NgString string) {
                return Optional.of(string.octets());
            }
        }
        return Optional.empty();
    }

    /**
     * An integer, or a string that is a decimal number: the modules of the SIP servers send {@code key=value} words as
     * strings. Strings beyond 64 bits give the nearest limit.
     */
    public OptionalLong integer(String... keys) {
        for (String key : keys) {
            NgValue value = entries.get(key);
            OptionalLong number = value == null ? OptionalLong.empty() : asInteger(value);
            if (number.isPresent()) {
                return number;
            }
        }
        return OptionalLong.empty();
    }

    public Optional<NgList> list(String... keys) {
        for (String key : keys) {
            if (entries.get(key) instanceof NgList list) {
                return Optional.of(list);
            }
        }
        return Optional.empty();
    }

    /** The strings of a list; empty when there is no such list. */
    public List<String> strings(String... keys) {
        return list(keys).map(NgList::strings).orElse(List.of());
    }

    public Optional<NgDict> dict(String... keys) {
        for (String key : keys) {
            if (entries.get(key) instanceof NgDict dict) {
                return Optional.of(dict);
            }
        }
        return Optional.empty();
    }

    private static OptionalLong asInteger(NgValue value) {
        return switch (value) {
            case NgInteger integer -> OptionalLong.of(integer.value());
            case NgString string -> DecimalText.parse(string.octets());
            case NgList _, NgDict _ -> OptionalLong.empty();
        };
    }

    /** Equal entries, in whatever order. */
    @Override
    public boolean equals(Object other) {
        return other instanceof NgDict dict && entries.equals(dict.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    @Override
    public String toString() {
        return entries.toString();
    }

    /** Collects entries in order. One thread; of no use after {@link #build}. */
    public static final class Builder {

        private LinkedHashMap<String, NgValue> entries = new LinkedHashMap<>();

        private Builder() {}

        /** Adds an entry at the end, or replaces the value of an entry where it stands. */
        public Builder put(String key, NgValue value) {
            entries.put(key, value);
            return this;
        }

        /** @param octets an octet string; text with characters beyond ASCII goes through {@link NgString#ofText} */
        public Builder put(String key, String octets) {
            return put(key, new NgString(octets));
        }

        public Builder put(String key, long value) {
            return put(key, new NgInteger(value));
        }

        public Builder put(String key, Builder dict) {
            return put(key, dict.build());
        }

        /** Adds an entry unless there is one of this key: in bencode the first of two equal keys counts. */
        public Builder putIfAbsent(String key, NgValue value) {
            entries.putIfAbsent(key, value);
            return this;
        }

        public Builder putAll(NgDict dict) {
            entries.putAll(dict.entries);
            return this;
        }

        public boolean isEmpty() {
            return entries.isEmpty();
        }

        public NgDict build() {
            NgDict dict = entries.isEmpty() ? EMPTY : new NgDict(entries);
            entries = new LinkedHashMap<>(entries.isEmpty() ? 0 : 1);
            return dict;
        }
    }
}
