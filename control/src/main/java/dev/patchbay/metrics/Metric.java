package dev.patchbay.metrics;

/**
 * A figure's place on the metrics page.
 *
 * @param family without prefix
 * @param labelName empty for a family of one figure
 */
record Metric(String family, Type type, String labelName, String labelValue) {

    enum Type {
        GAUGE("gauge"),
        COUNTER("counter");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        /** As in a {@code # TYPE} line. */
        String word() {
            return word;
        }
    }

    static Metric gauge(String family) {
        return new Metric(family, Type.GAUGE, "", "");
    }

    static Metric gauge(String family, String labelName, String labelValue) {
        return new Metric(family, Type.GAUGE, labelName, labelValue);
    }

    static Metric counter(String family) {
        return new Metric(family, Type.COUNTER, "", "");
    }

    static Metric counter(String family, String labelName, String labelValue) {
        return new Metric(family, Type.COUNTER, labelName, labelValue);
    }
}
