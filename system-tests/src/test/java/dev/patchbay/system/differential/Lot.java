package dev.patchbay.system.differential;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Draws lots from a seed. One thread. */
final class Lot {
    private final Random random;

    Lot(long seed) {
        random = new Random(seed);
        // Neighbouring seeds begin alike.
        random.nextLong();
    }

    /** True once in so many times. */
    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    /** At least {@code from}, less than {@code to}. */
    int number(int from, int to) {
        return random.nextInt(from, to);
    }

    String of(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Some of the choices, in their order; each one is taken once in {@code times}. */
    List<String> some(int times, String... choices) {
        List<String> taken = new ArrayList<>();
        for (String choice : choices) {
            if (oneIn(times)) {
                taken.add(choice);
            }
        }
        return taken;
    }

    <T> void shuffle(List<T> list) {
        Collections.shuffle(list, random);
    }

    String key(int bytes) {
        byte[] key = new byte[bytes];
        random.nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }
}
