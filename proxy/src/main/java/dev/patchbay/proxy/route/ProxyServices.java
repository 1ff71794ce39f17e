package dev.patchbay.proxy.route;

import dev.patchbay.proxy.auth.DigestAuthentication;
import dev.patchbay.proxy.dialog.DialogTable;
import dev.patchbay.proxy.forward.OwnAddresses;
import dev.patchbay.proxy.registrar.AddressOfRecord;
import dev.patchbay.proxy.registrar.LocationTable;
import dev.patchbay.proxy.registrar.Registrar;
import dev.patchbay.sip.management.DialogTerminator;
import java.time.InstantSource;
import java.util.Optional;
import javax.sip.address.URI;

/**
 * What the verbs of a script work on beside the transaction. Any thread.
 *
 * @param authentication empty when there are no users
 * @param realm of the users
 * @param terminator of those dialogs
 * @param own what the proxy is known by
 */
@SuppressWarnings("exports") // for this module only
public record ProxyServices(
        Registrar registrar,
        LocationTable locations,
        Optional<DigestAuthentication> authentication,
        String realm,
        DialogTable dialogs,
        DialogTerminator terminator,
        OwnAddresses own,
        InstantSource clock) {

    /** A user of this proxy, under one name, whichever of the proxy's names the URI has; empty for others. */
    Optional<AddressOfRecord> userOf(URI uri) {
        return own.isOurs(uri) ? AddressOfRecord.of(uri).map(user -> user.at(realm)) : Optional.empty();
    }
}
