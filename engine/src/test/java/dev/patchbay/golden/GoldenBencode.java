package dev.patchbay.golden;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads bencode replies for golden cases, independent of the code under test: strings, {@link Long}, lists and maps in wire order. */
public final class GoldenBencode {
    private final byte[] bytes;
    private int position;

    private GoldenBencode(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Parses one dictionary; anything else, or text after it, is an {@link IllegalArgumentException}. */
    public static Map<String, Object> parseDictionary(String text) {
        GoldenBencode reader = new GoldenBencode(text.getBytes(StandardCharsets.UTF_8));
        Object value = reader.value();
        if (value instanceof Map<?, ?> map && reader.position == reader.bytes.length) {
            return GoldenJson.keyed(map);
        }
        throw new IllegalArgumentException("not one bencode dictionary: " + text);
    }

    private Object value() {
        switch (peek()) {
            case 'd' -> {
                position++;
                Map<String, Object> map = new LinkedHashMap<>();
                while (peek() != 'e') {
                    map.put(string(), value());
                }
                position++;
                return map;
            }
            case 'l' -> {
                position++;
                List<Object> list = new ArrayList<>();
                while (peek() != 'e') {
                    list.add(value());
                }
                position++;
                return list;
            }
            case 'i' -> {
                position++;
                return number('e');
            }
            default -> {
                return string();
            }
        }
    }

    private String string() {
        int length = Math.toIntExact(number(':'));
        if (length < 0 || length > bytes.length - position) {
            throw new IllegalArgumentException("string too long at byte " + position);
        }
        String string = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return string;
    }

    private long number(char end) {
        int start = position;
        while (peek() != end) {
            position++;
        }
        return Long.parseLong(new String(bytes, start, position++ - start, StandardCharsets.US_ASCII));
    }

    private char peek() {
        if (position >= bytes.length) {
            throw new IllegalArgumentException("bencode ends early");
        }
        return (char) bytes[position];
    }
}
