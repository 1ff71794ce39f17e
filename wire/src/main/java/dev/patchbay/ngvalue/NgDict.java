package dev.patchbay.ngvalue;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A dictionary that keeps the order of its keys. Keys are octet strings and may contain spaces ({@code last signal}).
 *
 * <p>The reading methods take every accepted spelling of a key and answer with the first one that is there with a value of
 * the wanted kind: {@code dict.string("call-id", "call-ID")}.
 */
public final class NgDict implements NgValue {

    /** Up to this many entries a search looks at one key after the other, which beats hashing; almost every message stays below. */
    private static final int UNINDEXED = 24;

    private static final NgDict EMPTY = new NgDict(new Builder());

    private final String[] keys;
    private final NgValue[] values;
    private final int size;
    private final @Nullable Map<String, Integer> index; // position of each key, null up to UNINDEXED entries

    private NgDict(Builder builder) {
        this.keys = builder.keys;
        this.values = builder.values;
        this.size = builder.size;
        this.index = builder.index;
    }

    public static NgDict empty() {
        return EMPTY;
    }

    public static Builder builder() {
        return new Builder();
    }

    public int size() {
        return size;
    }

    /** @param position 0-based, below {@link #size} */
    public String keyAt(int position) {
        return keys[Objects.checkIndex(position, size)];
    }

    /** @param position 0-based, below {@link #size} */
    public NgValue valueAt(int position) {
        return values[Objects.checkIndex(position, size)];
    }

    /** A copy of all entries in order, unmodifiable. */
    public SequencedMap<String, NgValue> entries() {
        SequencedMap<String, NgValue> copy = LinkedHashMap.newLinkedHashMap(size);
        for (int i = 0; i < size; i++) {
            copy.put(keys[i], values[i]);
        }
        return Collections.unmodifiableSequencedMap(copy);
    }

    public Optional<NgValue> get(String key) {
        return Optional.ofNullable(find(key));
    }

    private @Nullable NgValue find(String key) {
        int position = position(keys, size, index, key);
        return position < 0 ? null : values[position];
    }

    /** Where a key stands, -1 if it is not there. */
    private static int position(String[] keys, int size, @Nullable Map<String, Integer> index, String key) {
        if (index != null) {
            Integer position = index.get(key);
            return position == null ? -1 : position;
        }
        for (int i = 0; i < size; i++) {
            if (keys[i].equals(key)) {
                return i;
            }
        }
        return -1;
    }

    /** The value of the first of these keys that is there, of whatever kind. */
    public Optional<NgValue> firstOf(String... keys) {
        for (String key : keys) {
            NgValue value = find(key);
            if (value != null) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /** The octets of a string. */
    public Optional<String> string(String... keys) {
        for (String key : keys) {
            if (find(key) instanceof NgString string) {
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
            NgValue value = find(key);
            OptionalLong number = value == null ? OptionalLong.empty() : asInteger(value);
            if (number.isPresent()) {
                return number;
            }
        }
        return OptionalLong.empty();
    }

    public Optional<NgList> list(String... keys) {
        for (String key : keys) {
            if (find(key) instanceof NgList list) {
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
            if (find(key) instanceof NgDict dict) {
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
        return other instanceof NgDict dict && size == dict.size && entries().equals(dict.entries());
    }

    @Override
    public int hashCode() {
        return entries().hashCode();
    }

    @Override
    public String toString() {
        return entries().toString();
    }

    /** Collects entries in order. One thread; what is put after {@link #build} begins a new dictionary. */
    public static final class Builder {

        private static final int FIRST_CAPACITY = 8;
        private static final String[] NO_KEYS = {};
        private static final NgValue[] NO_VALUES = {};

        private String[] keys = NO_KEYS;
        private NgValue[] values = NO_VALUES;
        private int size;
        private @Nullable Map<String, Integer> index;

        private Builder() {}

        /** Adds an entry at the end, or replaces the value of an entry where it stands. */
        public Builder put(String key, NgValue value) {
            int position = position(keys, size, index, key);
            if (position < 0) {
                append(key, value);
            } else {
                values[position] = value;
            }
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
            if (position(keys, size, index, key) < 0) {
                append(key, value);
            }
            return this;
        }

        public Builder putAll(NgDict dict) {
            for (int i = 0; i < dict.size; i++) {
                put(dict.keys[i], dict.values[i]);
            }
            return this;
        }

        private void append(String key, NgValue value) {
            if (size == keys.length) {
                int capacity = Math.max(FIRST_CAPACITY, 2 * size);
                keys = Arrays.copyOf(keys, capacity);
                values = Arrays.copyOf(values, capacity);
            }
            keys[size] = key;
            values[size] = value;
            size++;
            if (index != null) {
                index.put(key, size - 1);
            } else if (size > UNINDEXED) {
                index = new HashMap<>();
                for (int i = 0; i < size; i++) {
                    index.put(keys[i], i);
                }
            }
        }

        public boolean isEmpty() {
            return size == 0;
        }

        public NgDict build() {
            NgDict dict = size == 0 ? EMPTY : new NgDict(this);
            keys = NO_KEYS;
            values = NO_VALUES;
            size = 0;
            index = null;
            return dict;
        }
    }
}
