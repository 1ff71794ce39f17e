package dev.patchbay.ngvalue;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Breaks a message in the ways wires and people do. */
public final class Mutation {

    private Mutation() {}

    public static byte[] of(byte[] message, RandomGenerator random) {
        byte[] bytes = message.clone();
        for (int i = random.nextInt(1, 4); i > 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                case 3 -> bytes = splice(bytes, at, Math.min(bytes.length, at + random.nextInt(8)), new byte[0]);
                default -> {
                    int from = random.nextInt(bytes.length);
                    int to = Math.min(bytes.length, from + random.nextInt(32));
                    bytes = splice(bytes, at, at, Arrays.copyOfRange(bytes, from, to));
                }
            }
        }
        return bytes;
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] insertion) {
        byte[] result = new byte[bytes.length - (to - from) + insertion.length];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(insertion, 0, result, from, insertion.length);
        System.arraycopy(bytes, to, result, from + insertion.length, bytes.length - to);
        return result;
    }
}
