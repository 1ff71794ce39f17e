package dev.patchbay.sip.event;

import dev.patchbay.net.IpAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code IP:port}, the form of {@code notification_sock} and {@code dtmf_events_sock}; IPv6 in brackets. */
public final class ListenAddress {

    private static final Pattern FORM =
            Pattern.compile("(?:(?<four>[0-9]{1,3}(?:\\.[0-9]{1,3}){3})|\\[(?<six>[0-9A-Fa-f:.]+)]):(?<port>[0-9]{1,5})");

    private static final int MAX_PORT = 65_535;

    private ListenAddress() {}

    /**
     * @param parameter named in the error
     * @throws IllegalArgumentException for anything else
     */
    public static InetSocketAddress parse(String parameter, String text) {
        Matcher form = FORM.matcher(text);
        if (form.matches() && Integer.parseInt(form.group("port")) <= MAX_PORT) {
            // No names: they would be looked up.
            Optional<IpAddress> address = IpAddress.parse(form.group("four") == null ? form.group("six") : form.group("four"));
            if (address.isPresent()) {
                return new InetSocketAddress(address.get().toInetAddress(), Integer.parseInt(form.group("port")));
            }
        }
        throw new IllegalArgumentException(
                "parameter " + parameter + ": '" + text + "' is not ADDRESS:PORT, such as 127.0.0.1:9999 or [::1]:9999");
    }
}
