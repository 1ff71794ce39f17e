package dev.patchbay.phone;

import java.util.Optional;

/** The options of the command, with their help. */
enum PhoneOption {
    ANSWER("--answer", "", "wait for a call and answer it, instead of placing one"),
    PROXY("--proxy", "HOST[:PORT]", "register there, and call by it"),
    USER("--user", "NAME[:PASSWORD]", "who the phone is (phone)"),
    LISTEN("--listen", "[ADDRESS][:PORT]", "where SIP arrives (the address that leads to the other side, a free port)"),
    TRANSPORT("--transport", "udp|tcp", "of SIP (udp)"),
    CODEC("--codec", "PCMA|PCMU", "the only one offered or accepted (both, PCMA first)"),
    TONE("--tone", "HZ", "the tone that is sent (440; with --answer 1000)"),
    SECONDS("--seconds", "S", "hang up after so long a talk (5; with --answer when the caller does)"),
    TIMEOUT("--timeout", "S", "wait so long for an answer (30), or with --answer for a call (for ever)"),
    RING("--ring", "S", "with --answer: ring so long before answering (0)"),
    HOLD_AFTER("--hold-after", "S", "put the other side on hold after so long, by re-INVITE"),
    HOLD_FOR("--hold-for", "S", "and resume after so long (2)"),
    LATE_OFFER("--late-offer", "", "send the INVITE without SDP"),
    DTMF("--dtmf", "DIGITS", "press keys when answered: 0-9 * # A-D, by telephone-events"),
    JSON("--json", "", "print the report as one JSON object"),
    HELP("--help", "", "this text");

    private final String word;
    private final String value;
    private final String help;

    PhoneOption(String word, String value, String help) {
        this.word = word;
        this.value = value;
        this.help = help;
    }

    static Optional<PhoneOption> of(String word) {
        for (PhoneOption option : values()) {
            if (option.word.equals(word)) {
                return Optional.of(option);
            }
        }
        return word.equals("-h") ? Optional.of(HELP) : Optional.empty();
    }

    boolean hasValue() {
        return !value.isEmpty();
    }

    String word() {
        return word;
    }

    /** One line of the help. */
    String helpLine() {
        return "  %-27s %s%n".formatted(hasValue() ? word + " " + value : word, help);
    }
}
