package dev.patchbay.phone;

import dev.patchbay.codec.G711;
import dev.patchbay.phone.call.Credentials;
import dev.patchbay.phone.call.HostAndPort;
import dev.patchbay.phone.call.PhoneException;
import dev.patchbay.phone.call.PhoneOptions;
import dev.patchbay.phone.call.SipTransport;
import dev.patchbay.phone.media.DtmfDigit;
import dev.patchbay.phone.media.SentTone;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the command line; what is wrong with it is said with what would be right. */
final class OptionReader {

    /** As loud as speech, and far from what a codec clips. */
    private static final double TONE_DBM0 = -13;

    private static final double CALLER_TONE_HZ = 440;
    private static final double CALLEE_TONE_HZ = 1000;
    private static final double MIN_TONE_HZ = 100;
    private static final double MAX_TONE_HZ = 3800;
    private static final double MAX_SECONDS = 86_400;
    private static final int MAX_DTMF_DIGITS = 100;
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration TALK = Duration.ofSeconds(5);
    private static final Duration HOLD = Duration.ofSeconds(2);

    private final Map<PhoneOption, String> given = new EnumMap<>(PhoneOption.class);
    private final Deque<String> targets = new ArrayDeque<>();

    OptionReader(List<String> arguments) throws PhoneException {
        Deque<String> rest = new ArrayDeque<>(arguments);
        while (!rest.isEmpty()) {
            String word = rest.removeFirst();
            if (word.startsWith("-")) {
                readOption(word, rest);
            } else {
                targets.add(word);
            }
        }
    }

    private void readOption(String word, Deque<String> rest) throws PhoneException {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        PhoneOption option =
                PhoneOption.of(name).orElseThrow(() -> new PhoneException("unknown option " + name + ", see --help"));
        if (!option.hasValue()) {
            if (equals >= 0) {
                throw new PhoneException(name + " takes no value");
            }
            given.put(option, "");
        } else if (equals >= 0) {
            given.put(option, word.substring(equals + 1));
        } else if (rest.isEmpty()) {
            throw new PhoneException(name + " needs a value");
        } else {
            given.put(option, rest.removeFirst());
        }
    }

    boolean has(PhoneOption option) {
        return given.containsKey(option);
    }

    PhoneOptions options() throws PhoneException {
        boolean isCallee = has(PhoneOption.ANSWER);
        if (isCallee != targets.isEmpty() || targets.size() > 1) {
            throw new PhoneException("say either whom to call, once, or --answer; see --help");
        }
        Optional<HostAndPort> proxy = address(PhoneOption.PROXY);
        if (proxy.isPresent() && proxy.get().host().isEmpty()) {
            throw new PhoneException("--proxy needs a host");
        }
        return new PhoneOptions(
                Optional.ofNullable(targets.peek()),
                proxy,
                credentials(),
                address(PhoneOption.LISTEN).orElse(new HostAndPort("", OptionalInt.empty())),
                transport(),
                codecs(),
                new SentTone(toneHz(isCallee), TONE_DBM0),
                seconds(PhoneOption.RING).orElse(Duration.ZERO),
                seconds(PhoneOption.TIMEOUT).orElse(isCallee ? Duration.ZERO : ANSWER_TIMEOUT),
                seconds(PhoneOption.SECONDS).or(() -> isCallee ? Optional.empty() : Optional.of(TALK)),
                seconds(PhoneOption.HOLD_AFTER),
                seconds(PhoneOption.HOLD_FOR).orElse(HOLD),
                lateOffer(isCallee),
                dtmf());
    }

    private Optional<String> value(PhoneOption option) {
        return Optional.ofNullable(given.get(option));
    }

    private Optional<HostAndPort> address(PhoneOption option) throws PhoneException {
        try {
            return value(option).map(HostAndPort::parse);
        } catch (IllegalArgumentException e) {
            throw new PhoneException(option.word() + ": " + e.getMessage());
        }
    }

    private Credentials credentials() throws PhoneException {
        String text = value(PhoneOption.USER).orElse("phone");
        int colon = text.indexOf(':');
        Credentials credentials = colon < 0
                ? new Credentials(text, "")
                : new Credentials(text.substring(0, colon), text.substring(colon + 1));
        if (!credentials.user().matches("[A-Za-z0-9._+-]{1,64}")) {
            throw new PhoneException("--user: a name is 1 to 64 letters, digits and . _ + -");
        }
        return credentials;
    }

    private SipTransport transport() throws PhoneException {
        String text = value(PhoneOption.TRANSPORT).orElse(SipTransport.UDP.token());
        for (SipTransport transport : SipTransport.values()) {
            if (transport.token().equalsIgnoreCase(text)) {
                return transport;
            }
        }
        throw new PhoneException("--transport: '" + text + "' is neither udp nor tcp");
    }

    private List<G711> codecs() throws PhoneException {
        Optional<String> text = value(PhoneOption.CODEC);
        if (text.isEmpty()) {
            return List.of(G711.PCMA, G711.PCMU);
        }
        try {
            return List.of(G711.valueOf(text.get().toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw new PhoneException("--codec: '" + text.get() + "' is neither PCMA nor PCMU");
        }
    }

    private double toneHz(boolean isCallee) throws PhoneException {
        double hz = isCallee ? CALLEE_TONE_HZ : CALLER_TONE_HZ;
        if (has(PhoneOption.TONE)) {
            hz = number(PhoneOption.TONE);
        }
        if (!(hz >= MIN_TONE_HZ && hz <= MAX_TONE_HZ)) {
            throw new PhoneException("--tone: a tone has " + (int) MIN_TONE_HZ + " to " + (int) MAX_TONE_HZ + " Hz");
        }
        return hz;
    }

    private Optional<Duration> seconds(PhoneOption option) throws PhoneException {
        if (!has(option)) {
            return Optional.empty();
        }
        double seconds = number(option);
        if (!(seconds >= 0 && seconds <= MAX_SECONDS)) {
            throw new PhoneException(option.word() + ": a time has 0 to " + (int) MAX_SECONDS + " seconds");
        }
        return Optional.of(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    private double number(PhoneOption option) throws PhoneException {
        String text = value(option).orElse("");
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new PhoneException(option.word() + ": '" + text + "' is not a number");
        }
    }

    private boolean lateOffer(boolean isCallee) throws PhoneException {
        if (isCallee && has(PhoneOption.LATE_OFFER)) {
            throw new PhoneException("--late-offer is for the side that calls");
        }
        return has(PhoneOption.LATE_OFFER);
    }

    private String dtmf() throws PhoneException {
        String digits = value(PhoneOption.DTMF).orElse("");
        boolean isPlain = digits.chars().allMatch(key -> DtmfDigit.toEvent((char) key) >= 0);
        if (!isPlain || digits.length() > MAX_DTMF_DIGITS) {
            throw new PhoneException("--dtmf: at most " + MAX_DTMF_DIGITS + " of 0-9 * # A-D");
        }
        return digits;
    }
}
