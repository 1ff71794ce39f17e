package dev.patchbay.sip.flag;

/** Reads a flags string as one module does. */
public interface FlagParser {

    /** Characters of a flags string: it has to fit into a datagram beside an SDP body. */
    int MAX_LENGTH = 32_768;

    /**
     * @param flags words with blanks between; an octet string
     * @param operation what the function is about to send
     */
    CommandFlags parse(NgOperation operation, String flags) throws FlagException;

    /** @return the number that a token's value must be */
    static long number(String token, String value) throws FlagException {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException _) {
            throw new FlagException(token, "a whole number is needed");
        }
    }
}
