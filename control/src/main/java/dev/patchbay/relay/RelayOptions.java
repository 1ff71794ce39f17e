package dev.patchbay.relay;

import java.util.List;

/**
 * Everything a relay is started with. Immutable; each topic is a record with its own checks, and every record refuses impossible
 * values with an {@link IllegalArgumentException} that names them.
 *
 * <pre>{@code
 * RelayOptions options = RelayOptions.onLoopback(2223).withPorts(new PortRange(20000, 21000));
 * try (Relay relay = Relay.start(options)) {
 *     …
 * }
 * }</pre>
 *
 * @param listen where requests are taken
 * @param interfaces local addresses for media, the first named one is the default; at least one
 * @param ports media ports
 * @param timeouts when calls end by themselves
 * @param limits when new calls are refused
 * @param media how packets are received and sent
 * @param kernel forwarding in the kernel
 * @param security how media is protected, and how its keys are agreed on
 * @param events what the relay tells others
 * @param softwareId how the relay names itself to others; other than letters and digits become {@code -}
 */
public record RelayOptions(
        ListenOptions listen,
        List<InterfaceSpec> interfaces,
        PortRange ports,
        TimeoutOptions timeouts,
        LimitOptions limits,
        MediaOptions media,
        KernelOptions kernel,
        SecurityOptions security,
        EventOptions events,
        String softwareId) {

    /** Interface entries at most. */
    public static final int MAX_INTERFACES = 1024;

    /** {@link #softwareId} unless set. */
    public static final String DEFAULT_SOFTWARE_ID = "patchbay";

    public RelayOptions {
        interfaces = List.copyOf(interfaces);
        if (interfaces.isEmpty() || interfaces.size() > MAX_INTERFACES) {
            throw new IllegalArgumentException(
                    interfaces.size() + " interfaces for media: 1.." + MAX_INTERFACES + " are possible");
        }
        softwareId = softwareId.replaceAll("[^A-Za-z0-9]", "-");
    }

    /** Defaults, with the ng protocol on one address and media on these interfaces ({@link InterfaceSpec#parse} syntax). */
    public static RelayOptions of(HostPort ng, String... interfaces) {
        return new RelayOptions(
                ListenOptions.ng(ng),
                List.of(interfaces).stream().map(InterfaceSpec::parse).toList(),
                PortRange.DEFAULT,
                TimeoutOptions.DEFAULT,
                LimitOptions.NONE,
                MediaOptions.DEFAULT,
                KernelOptions.OFF,
                SecurityOptions.DEFAULT,
                EventOptions.NONE,
                DEFAULT_SOFTWARE_ID);
    }

    /**
     * A relay that only this machine can reach: the ng protocol and media on 127.0.0.1.
     *
     * @param ngPort UDP port of the ng protocol, 0 lets the system choose
     */
    public static RelayOptions onLoopback(int ngPort) {
        return of(HostPort.of("127.0.0.1", ngPort), "127.0.0.1");
    }

    public RelayOptions withListen(ListenOptions options) {
        return new RelayOptions(options, interfaces, ports, timeouts, limits, media, kernel, security, events, softwareId);
    }

    /** @param specs in the syntax of {@link InterfaceSpec#parse} */
    public RelayOptions withInterfaces(String... specs) {
        List<InterfaceSpec> parsed = List.of(specs).stream().map(InterfaceSpec::parse).toList();
        return new RelayOptions(listen, parsed, ports, timeouts, limits, media, kernel, security, events, softwareId);
    }

    public RelayOptions withPorts(PortRange range) {
        return new RelayOptions(listen, interfaces, range, timeouts, limits, media, kernel, security, events, softwareId);
    }

    public RelayOptions withTimeouts(TimeoutOptions options) {
        return new RelayOptions(listen, interfaces, ports, options, limits, media, kernel, security, events, softwareId);
    }

    public RelayOptions withLimits(LimitOptions options) {
        return new RelayOptions(listen, interfaces, ports, timeouts, options, media, kernel, security, events, softwareId);
    }

    public RelayOptions withMedia(MediaOptions options) {
        return new RelayOptions(listen, interfaces, ports, timeouts, limits, options, kernel, security, events, softwareId);
    }

    public RelayOptions withKernel(KernelOptions options) {
        return new RelayOptions(listen, interfaces, ports, timeouts, limits, media, options, security, events, softwareId);
    }

    public RelayOptions withSecurity(SecurityOptions options) {
        return new RelayOptions(listen, interfaces, ports, timeouts, limits, media, kernel, options, events, softwareId);
    }

    public RelayOptions withEvents(EventOptions options) {
        return new RelayOptions(listen, interfaces, ports, timeouts, limits, media, kernel, security, options, softwareId);
    }

    public RelayOptions withSoftwareId(String id) {
        return new RelayOptions(listen, interfaces, ports, timeouts, limits, media, kernel, security, events, id);
    }
}
