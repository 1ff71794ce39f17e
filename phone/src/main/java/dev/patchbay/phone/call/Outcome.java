package dev.patchbay.phone.call;

/**
 * How a call ended.
 *
 * @param isNormal it was answered, and one side hung up
 * @param text for people: who hung up, or why there was no call
 */
public record Outcome(boolean isNormal, String text) {

    static Outcome normal(String text) {
        return new Outcome(true, text);
    }

    static Outcome failed(String reason) {
        return new Outcome(false, reason);
    }
}
