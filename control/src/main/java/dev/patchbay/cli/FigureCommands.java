package dev.patchbay.cli;

import dev.patchbay.metrics.CurrentFigures;
import dev.patchbay.metrics.FiguresText;
import dev.patchbay.metrics.InterfaceFigures;
import dev.patchbay.metrics.StatisticsTree;
import java.util.Locale;

/** The commands that print the relay's figures. */
final class FigureCommands {

    private final RelayOperator relay;

    FigureCommands(RelayOperator relay) {
        this.relay = relay;
    }

    String sessions(String ignored) {
        CurrentFigures current = relay.figures().current();
        return "Current sessions own: " + current.sessionsOwn()
                + "\nCurrent sessions foreign: " + current.sessionsForeign()
                + "\nCurrent sessions total: " + current.sessionsTotal()
                + "\nCurrent transcoded media: " + current.transcodedMedia()
                + "\nCurrent sessions ipv4 only media: " + current.ipv4Media()
                + "\nCurrent sessions ipv6 only media: " + current.ipv6Media()
                + "\nCurrent sessions ip mixed  media: " + current.mixedIpMedia()
                + "\n";
    }

    String totals(String ignored) {
        return FiguresText.totals(relay.figures());
    }

    String counters(String ignored) {
        return FiguresText.counters(relay.figures());
    }

    String security(String ignored) {
        return FiguresText.security(relay.figures());
    }

    String offload(String form) {
        return switch (form) {
            case "" -> relay.offload();
            case "json", "--json" -> relay.offloadJson();
            default -> "Unknown form '" + form + "' of list offload: 'json' or none.\n";
        };
    }

    String tables(String ignored) {
        return relay.tables();
    }

    String json(String ignored) {
        return StatisticsTree.json(relay.figures());
    }

    String interfaces(String ignored) {
        StringBuilder text = new StringBuilder();
        for (InterfaceFigures figures : relay.figures().interfaces()) {
            text.append(String.format(
                    Locale.ROOT,
                    """
                    Interface '%s' address '%s' (%s)
                     Port range: %5d - %5d
                     Ports used: %5d / %5d (%5.1f%%)
                     Last port used: %5d
                    """,
                    figures.name(),
                    figures.address(),
                    figures.address().family().displayName(),
                    figures.portMin(),
                    figures.portMax(),
                    figures.portsUsed(),
                    figures.ports(),
                    figures.usedPercent(),
                    figures.lastPort()));
        }
        return text.toString();
    }

    /** None before there is transcoding. */
    String transcoders(String ignored) {
        return "No stats entries\n";
    }
}
