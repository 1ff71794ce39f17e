package dev.patchbay.relay;

import java.util.List;
import java.util.Optional;

/**
 * Doors of the relay. At least one of {@code ng}, {@code udp} or {@code http} must be there, or nobody could ask it for anything.
 *
 * @param ng the ng protocol over UDP
 * @param udp rtpproxy's protocol over UDP
 * @param cli the command line interface over TCP
 * @param http HTTP: {@code /ping} and {@code /metrics}
 * @param controlTos TOS byte of ng replies, 0..255; 0 leaves the system's
 */
public record ListenOptions(
        Optional<HostPort> ng, Optional<HostPort> udp, Optional<HostPort> cli, List<HostPort> http, int controlTos) {

    /** HTTP listeners at most. */
    public static final int MAX_HTTP_LISTENERS = 64;

    public ListenOptions {
        http = List.copyOf(http);
        if (http.size() > MAX_HTTP_LISTENERS) {
            throw new IllegalArgumentException("more than " + MAX_HTTP_LISTENERS + " HTTP listeners");
        }
        if (ng.isEmpty() && udp.isEmpty() && http.isEmpty()) {
            throw new IllegalArgumentException("nothing to listen on: ng, udp or http must be given");
        }
        MediaOptions.checkTos("control TOS", controlTos);
    }

    /** The ng protocol alone. */
    public static ListenOptions ng(HostPort address) {
        return new ListenOptions(Optional.of(address), Optional.empty(), Optional.empty(), List.of(), 0);
    }

    public ListenOptions withUdp(HostPort address) {
        return new ListenOptions(ng, Optional.of(address), cli, http, controlTos);
    }

    public ListenOptions withCli(HostPort address) {
        return new ListenOptions(ng, udp, Optional.of(address), http, controlTos);
    }

    public ListenOptions withHttp(HostPort... addresses) {
        return new ListenOptions(ng, udp, cli, List.of(addresses), controlTos);
    }

    public ListenOptions withControlTos(int tos) {
        return new ListenOptions(ng, udp, cli, http, tos);
    }
}
