package dev.patchbay.ngwire;

import java.util.List;

/**
 * A word of the ng protocol, explained.
 *
 * @param name as it is written; of a {@linkplain #isPrefix prefix} the beginning
 * @param isPrefix something follows the name: a codec, a crypto suite
 * @param values what a key may be set to; empty: anything
 * @param meaning for people, a sentence without full stop
 * @param standing whether it still does something
 */
public record NgWord(Place place, String name, boolean isPrefix, List<String> values, String meaning, Standing standing) {

    /** Where a word stands in a request. */
    public enum Place {
        KEY("keys"),
        FLAG("entries of `flags`"),
        REPLACE("entries of `replace`"),
        RTCP_MUX("entries of `rtcp-mux`"),
        SDES("entries of `SDES`"),
        T38("entries of `T38`"),
        CODEC("lists in `codec`");

        private final String title;

        Place(String title) {
            this.title = title;
        }

        /** For headings. */
        public String title() {
            return title;
        }
    }

    /** Whether a word still does something. */
    public enum Standing {
        CURRENT,
        /** Still accepted; something else says it better. */
        OBSOLETE,
        /** Accepted and without effect. */
        IGNORED
    }

    public NgWord {
        values = List.copyOf(values);
    }

    /** Whether this word is the given one, or the beginning of it. */
    public boolean matches(Place where, String word) {
        return place == where && (isPrefix ? word.startsWith(name) && word.length() > name.length() : word.equals(name));
    }
}
