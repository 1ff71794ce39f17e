package dev.patchbay.sip.flag;

import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.NgInteger;
import dev.patchbay.ngvalue.NgList;
import dev.patchbay.ngvalue.NgString;
import dev.patchbay.ngvalue.NgValue;
import dev.patchbay.ngwire.NgVocabulary;
import dev.patchbay.ngwire.NgWord;
import dev.patchbay.ngwire.NgWord.Place;
import dev.patchbay.sip.flag.FlagExplanation.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says in words what a flags string means: each token is read by the module's own parser, and what comes out of it is looked up in the
 * table of words. Needs no relay.
 */
public final class FlagExplainer {

    private static final Map<String, Place> LISTS = Map.of(
            "flags", Place.FLAG,
            "replace", Place.REPLACE,
            "rtcp-mux", Place.RTCP_MUX,
            "SDES", Place.SDES,
            "T38", Place.T38);

    private final RtpengineModule module;

    public FlagExplainer(RtpengineModule module) {
        this.module = module;
    }

    /** One explanation per token, in order; of a string that is refused as a whole for a combination, one more at the end. */
    public List<FlagExplanation> explain(String flags) {
        List<FlagExplanation> explanations = new ArrayList<>();
        for (String token : flags.strip().split("\\s+")) {
            if (!token.isEmpty()) {
                explanations.add(token(token));
            }
        }
        boolean isRefused = explanations.stream().anyMatch(explanation -> explanation.verdict() == Verdict.ERROR);
        if (!isRefused) {
            try {
                module.parser().parse(NgOperation.OFFER, flags);
            } catch (FlagException e) {
                explanations.add(new FlagExplanation(flags.strip(), Verdict.ERROR, "", e.text()));
            }
        }
        return explanations;
    }

    private FlagExplanation token(String token) {
        Optional<ModuleToken> own = ModuleToken.find(module, token);
        NgDict keys;
        try {
            // A token that needs another one is judged with the whole string.
            boolean isPair = token.startsWith("in-iface=") || token.startsWith("out-iface=");
            keys = isPair && own.isPresent() ? NgDict.empty() : module.parser().parse(NgOperation.OFFER, token).keys();
        } catch (FlagException e) {
            return new FlagExplanation(token, Verdict.ERROR, "", e.text());
        }
        String sent = text(keys);
        if (own.isPresent()) {
            Verdict verdict = own.get().isObsolete() ? Verdict.OBSOLETE : Verdict.OK;
            return new FlagExplanation(token, verdict, sent, own.get().meaning());
        }
        for (var entry : keys.entries().entrySet()) {
            return word(token, sent, entry.getKey(), entry.getValue());
        }
        return new FlagExplanation(token, Verdict.OK, sent, "");
    }

    private static FlagExplanation word(String token, String sent, String key, NgValue value) {
        Place list = LISTS.get(key);
        if (list != null && value instanceof NgList entries) {
            String entry = entries.strings().getFirst();
            return looked(token, sent, NgVocabulary.find(list, entry), "no " + list.title() + " that is known");
        }
        if (value instanceof NgDict codec) {
            String name = codec.entries().firstEntry().getKey();
            return looked(token, sent, NgVocabulary.find(Place.CODEC, name), "no list of codecs that is known");
        }
        Optional<NgWord> word = NgVocabulary.find(Place.KEY, key);
        if (word.isPresent() && value instanceof NgString text && isForeign(word.get(), text.toText())) {
            return new FlagExplanation(
                    token, Verdict.UNKNOWN, sent, key + " is one of " + String.join(", ", word.get().values()));
        }
        return looked(token, sent, word, "no key that is known");
    }

    private static boolean isForeign(NgWord word, String value) {
        return !word.values().isEmpty() && !word.values().contains(value);
    }

    private static FlagExplanation looked(String token, String sent, Optional<NgWord> word, String unknown) {
        return word.map(found -> new FlagExplanation(token, verdict(found.standing()), sent, found.meaning()))
                .orElseGet(() -> new FlagExplanation(token, Verdict.UNKNOWN, sent, unknown));
    }

    private static Verdict verdict(NgWord.Standing standing) {
        return switch (standing) {
            case CURRENT -> Verdict.OK;
            case OBSOLETE -> Verdict.OBSOLETE;
            case IGNORED -> Verdict.IGNORED;
        };
    }

    /** {@code replace: [origin]}. */
    private static String text(NgDict keys) {
        StringBuilder text = new StringBuilder();
        keys.entries().forEach((key, value) -> {
            if (!text.isEmpty()) {
                text.append(", ");
            }
            text.append(key).append(": ").append(text(value));
        });
        return text.toString();
    }

    private static String text(NgValue value) {
        return switch (value) {
            case NgString string -> string.toText();
            case NgInteger integer -> Long.toString(integer.value());
            case NgList list -> "[" + String.join(", ", list.values().stream().map(FlagExplainer::text).toList()) + "]";
            case NgDict dict -> "{" + text(dict) + "}";
        };
    }
}
