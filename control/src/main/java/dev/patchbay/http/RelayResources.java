package dev.patchbay.http;

import dev.patchbay.metrics.PrometheusText;
import dev.patchbay.metrics.RelayFigures;
import java.util.Map;
import java.util.function.Supplier;

/** The table of what the relay serves by HTTP. */
public final class RelayResources {

    private RelayResources() {}

    /** @param figures a new snapshot at each call; any thread */
    public static Map<String, HttpResource> of(Supplier<RelayFigures> figures) {
        return Map.of(
                "/ping",
                () -> HttpPage.plainText("pong\n"),
                "/metrics",
                () -> new HttpPage(200, PrometheusText.CONTENT_TYPE, PrometheusText.of(figures.get())));
    }
}
