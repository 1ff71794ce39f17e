package dev.patchbay.metrics;

import java.util.List;

/**
 * All figures of the relay at one moment: what the metrics page, {@code list totals}, {@code list jsonstats} and the ng
 * command {@code statistics} show.
 *
 * @param proxies one entry per SIP proxy seen
 * @param interfaces one entry per local address that media can use
 */
public record RelayFigures(
        CurrentFigures current,
        TotalFigures total,
        MosFigures mos,
        IceFigures ice,
        SecurityFigures security,
        IntervalFigures interval,
        List<ProxyFigures> proxies,
        List<InterfaceFigures> interfaces,
        List<DoorFigures> doors,
        KernelFigures kernel) {

    public RelayFigures {
        proxies = List.copyOf(proxies);
        interfaces = List.copyOf(interfaces);
        doors = List.copyOf(doors);
    }
}
