package dev.patchbay.ngvalue;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Random trees for round-trip tests. */
public final class RandomNgTree {

    private final RandomGenerator random;
    private final boolean textOnly;

    /** @param textOnly strings of characters, as JSON holds them; else of any bytes */
    public RandomNgTree(RandomGenerator random, boolean textOnly) {
        this.random = random;
        this.textOnly = textOnly;
    }

    public NgDict dict(int depth) {
        NgDict.Builder dict = NgDict.builder();
        for (int i = random.nextInt(6); i > 0; i--) {
            dict.put(string(), value(depth - 1));
        }
        return dict.build();
    }

    private NgValue value(int depth) {
        return switch (random.nextInt(depth > 0 ? 5 : 3)) {
            case 0 -> new NgInteger(random.nextLong());
            case 1 -> new NgInteger(random.nextInt(-3, 100));
            case 2 -> new NgString(string());
            case 3 -> {
                List<NgValue> values = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    values.add(value(depth - 1));
                }
                yield new NgList(values);
            }
            default -> dict(depth);
        };
    }

    private String string() {
        int length = random.nextInt(8);
        if (!textOnly) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            return NgString.ofBytes(bytes).octets();
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            int codePoint = random.nextInt(random.nextBoolean() ? 0x100 : Character.MAX_CODE_POINT + 1);
            text.appendCodePoint(codePoint >= 0xd800 && codePoint <= 0xdfff ? '"' : codePoint);
        }
        return NgString.ofText(text.toString()).octets();
    }
}
