package dev.patchbay.ngwire;

import java.util.List;

/**
 * Key {@code codec} and the {@code codec-…} flags, entries as given (with {@code --} already turned into {@code =}).
 *
 * @param strip removed as if never offered; {@code all} and {@code full} mean every codec
 * @param except spared by {@code strip} and {@code mask}
 * @param offer spared likewise, and put first in this order
 * @param mask not offered onwards
 * @param singleCodec an answer keeps its first codec only (flag {@code single-codec})
 */
public record CodecFlags(
        List<String> strip, List<String> except, List<String> offer, List<String> mask, boolean singleCodec) {

    public CodecFlags {
        strip = List.copyOf(strip);
        except = List.copyOf(except);
        offer = List.copyOf(offer);
        mask = List.copyOf(mask);
    }

    public boolean isEmpty() {
        return strip.isEmpty() && except.isEmpty() && offer.isEmpty() && mask.isEmpty() && !singleCodec;
    }
}
