package dev.patchbay.sip.route;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The script's variables, by the names that parameters give them ({@code $avp(setid)}). An adapter may connect them with those of its
 * SIP server; {@link #inMemory} is a plain map. AVPs live as long as a transaction: hand the same object to its routes.
 */
public interface Variables {

    /** Empty for a variable that is not set: the script's {@code $null}. */
    Optional<String> get(String name);

    void set(String name, String value);

    /** Variables of one script run, or of one transaction. One thread at a time. */
    static Variables inMemory() {
        Map<String, String> values = new HashMap<>();
        return new Variables() {
            @Override
            public Optional<String> get(String name) {
                return Optional.ofNullable(values.get(name));
            }

            @Override
            public void set(String name, String value) {
                values.put(name, value);
            }
        };
    }
}
