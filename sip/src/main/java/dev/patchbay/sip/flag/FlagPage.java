package dev.patchbay.sip.flag;

import dev.patchbay.ngwire.NgVocabulary;
import dev.patchbay.ngwire.NgWord;
import java.util.stream.Collectors;

/** Prints {@code docs/FLAGS.md} from the tables. */
public final class FlagPage {

    private static final String INTRODUCTION = """
            # Flags

            <!-- Made from ModuleToken.java and NgVocabulary.java; a test compares. To renew: cp sip/target/FLAGS.md docs/FLAGS.md -->

            `./patchbay ctl flags "ICE=force codec-strip-PCMA"` explains a flags string: what each token becomes on the wire, what it means,
            what nobody knows. It needs no relay. The tables it works from are these.

            ## Tokens that the modules read themselves

            | Token | Module | Meaning |
            |---|---|---|
            """;

    private FlagPage() {}

    /** The whole page. */
    public static String print() {
        StringBuilder text = new StringBuilder(INTRODUCTION);
        for (ModuleToken token : ModuleToken.all()) {
            String modules = token.modules().stream().map(RtpengineModule::displayName).collect(Collectors.joining(", "));
            text.append("| `").append(token.name()).append(token.isContinued() ? "…" : "");
            text.append("` | ").append(modules).append(" | ").append(token.meaning());
            text.append(token.isObsolete() ? " (obsolete)" : "").append(" |\n");
        }
        text.append("""

                Everything else goes to the relay. Bare tokens become entries of the list `flags`, `key=value` becomes a key. `replace-X` and
                `rtcp-mux-X` become lists in both modules; Kamailio also sorts `SDES-X`, `T38-X`, `transcode-X` and `codec-LIST-X` into lists,
                which OpenSIPS leaves to the relay.
                """);
        for (NgWord.Place place : NgWord.Place.values()) {
            text.append("\n## The ng protocol: ").append(place.title()).append("\n\n| Word | Values | Meaning |\n|---|---|---|\n");
            NgVocabulary.words().stream().filter(word -> word.place() == place).forEach(word -> text.append(row(word)));
        }
        return text.toString();
    }

    private static String row(NgWord word) {
        String standing = switch (word.standing()) {
            case CURRENT -> "";
            case OBSOLETE -> " (obsolete)";
            case IGNORED -> " (no effect)";
        };
        return "| `" + word.name() + (word.isPrefix() ? "…" : "") + "` | " + String.join(", ", word.values()) + " | " + word.meaning()
                + standing + " |\n";
    }
}
