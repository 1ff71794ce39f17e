package dev.patchbay.proxy.auth;

import dev.patchbay.sip.database.DatabaseException;
import java.util.Optional;

/** Who may authenticate. Any thread; may wait for a database. */
@FunctionalInterface
public interface UserStore {

    /** @return empty for a user that is not there, or not in this realm */
    Optional<Secret> find(String user, String realm) throws DatabaseException;

    /** Nobody. */
    static UserStore empty() {
        return (_, _) -> Optional.empty();
    }
}
