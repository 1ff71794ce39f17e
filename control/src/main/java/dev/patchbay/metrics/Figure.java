package dev.patchbay.metrics;

import static dev.patchbay.metrics.Metric.counter;
import static dev.patchbay.metrics.Metric.gauge;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The single table of the relay's plain figures, in the order in which they are listed: name in JSON and in ng, words for
 * people, place on the metrics page. Names and words are rtpengine's, since scripts read them.
 */
public enum Figure {
    SESSIONS_OWN(
            Group.CURRENT, "sessionsown", "Owned sessions", gauge("sessions", "type", "own"),
            f -> count(f.current().sessionsOwn())),
    SESSIONS_FOREIGN(
            Group.CURRENT, "sessionsforeign", "Foreign sessions", gauge("sessions", "type", "foreign"),
            f -> count(f.current().sessionsForeign())),
    SESSIONS_TOTAL(Group.CURRENT, "sessionstotal", "Total sessions", f -> count(f.current().sessionsTotal())),
    TRANSCODED_MEDIA(
            Group.CURRENT, "transcodedmedia", "Transcoded media", gauge("transcoded_media"),
            f -> count(f.current().transcodedMedia())),
    PACKET_RATE_USER(
            Group.RATE, "packetrate_user", "Packets per second (userspace)",
            f -> count(f.current().userspaceRate().packets())),
    BYTE_RATE_USER(
            Group.RATE, "byterate_user", "Bytes per second (userspace)",
            f -> count(f.current().userspaceRate().bytes())),
    ERROR_RATE_USER(
            Group.RATE, "errorrate_user", "Errors per second (userspace)",
            f -> count(f.current().userspaceRate().errors())),
    PACKET_RATE_KERNEL(
            Group.RATE, "packetrate_kernel", "Packets per second (kernel)",
            f -> count(f.current().kernelRate().packets())),
    BYTE_RATE_KERNEL(
            Group.RATE, "byterate_kernel", "Bytes per second (kernel)",
            f -> count(f.current().kernelRate().bytes())),
    ERROR_RATE_KERNEL(
            Group.RATE, "errorrate_kernel", "Errors per second (kernel)",
            f -> count(f.current().kernelRate().errors())),
    PACKET_RATE(
            Group.RATE, "packetrate", "Packets per second (total)",
            f -> count(f.current().rate().packets())),
    BYTE_RATE(
            Group.RATE, "byterate", "Bytes per second (total)",
            f -> count(f.current().rate().bytes())),
    ERROR_RATE(
            Group.RATE, "errorrate", "Errors per second (total)",
            f -> count(f.current().rate().errors())),
    MEDIA_USERSPACE(
            Group.CURRENT, "media_userspace", "Userspace-only media streams", gauge("mediastreams", "type", "userspace"),
            f -> count(f.current().mediaUserspace())),
    MEDIA_KERNEL(
            Group.CURRENT, "media_kernel", "Kernel-only media streams", gauge("mediastreams", "type", "kernel"),
            f -> count(f.current().mediaKernel())),
    MEDIA_MIXED(
            Group.CURRENT, "media_mixed", "Mixed kernel/userspace media streams", gauge("mediastreams", "type", "mixed"),
            f -> count(f.current().mediaMixed())),

    UPTIME(
            Group.TOTAL, "uptime", "Uptime of rtpengine", " seconds", gauge("uptime_seconds"),
            f -> FigureValue.textual(f.total().uptimeS())),
    MANAGED_SESSIONS(
            Group.TOTAL, "managedsessions", "Total managed sessions", counter("sessions_total"),
            f -> count(f.total().managedSessions())),
    REJECTED_SESSIONS(
            Group.TOTAL, "rejectedsessions", "Total rejected sessions", closed("rejected"),
            f -> count(f.total().rejectedSessions())),
    TIMEOUT_SESSIONS(
            Group.TOTAL, "timeoutsessions", "Total timed-out sessions via TIMEOUT", closed("timeout"),
            f -> count(f.total().closed().timeout())),
    SILENT_TIMEOUT_SESSIONS(
            Group.TOTAL, "silenttimeoutsessions", "Total timed-out sessions via SILENT_TIMEOUT", closed("silent_timeout"),
            f -> count(f.total().closed().silentTimeout())),
    FINAL_TIMEOUT_SESSIONS(
            Group.TOTAL, "finaltimeoutsessions", "Total timed-out sessions via FINAL_TIMEOUT", closed("final_timeout"),
            f -> count(f.total().closed().finalTimeout())),
    OFFER_TIMEOUT_SESSIONS(
            Group.TOTAL, "offertimeoutsessions", "Total timed-out sessions via OFFER_TIMEOUT", closed("offer_timeout"),
            f -> count(f.total().closed().offerTimeout())),
    REGULAR_TERMINATED_SESSIONS(
            Group.TOTAL, "regularterminatedsessions", "Total regular terminated sessions", closed("terminated"),
            f -> count(f.total().closed().regular())),
    FORCED_TERMINATED_SESSIONS(
            Group.TOTAL, "forcedterminatedsessions", "Total forced terminated sessions", closed("force_terminated"),
            f -> count(f.total().closed().forced())),
    PACKETS_USER(
            Group.TOTAL, "relayedpackets_user", "Total relayed packets (userspace)",
            counter("packets_total", "type", "userspace"),
            f -> count(f.total().userspace().packets())),
    PACKET_ERRORS_USER(
            Group.TOTAL, "relayedpacketerrors_user", "Total relayed packet errors (userspace)",
            counter("packet_errors_total", "type", "userspace"),
            f -> count(f.total().userspace().errors())),
    BYTES_USER(
            Group.TOTAL, "relayedbytes_user", "Total relayed bytes (userspace)",
            counter("bytes_total", "type", "userspace"),
            f -> count(f.total().userspace().bytes())),
    PACKETS_KERNEL(
            Group.TOTAL, "relayedpackets_kernel", "Total relayed packets (kernel)",
            counter("packets_total", "type", "kernel"),
            f -> count(f.total().kernel().packets())),
    PACKET_ERRORS_KERNEL(
            Group.TOTAL, "relayedpacketerrors_kernel", "Total relayed packet errors (kernel)",
            counter("packet_errors_total", "type", "kernel"),
            f -> count(f.total().kernel().errors())),
    BYTES_KERNEL(
            Group.TOTAL, "relayedbytes_kernel", "Total relayed bytes (kernel)",
            counter("bytes_total", "type", "kernel"),
            f -> count(f.total().kernel().bytes())),
    PACKETS(
            Group.TOTAL, "relayedpackets", "Total relayed packets",
            f -> count(f.total().traffic().packets())),
    PACKET_ERRORS(
            Group.TOTAL, "relayedpacketerrors", "Total relayed packet errors",
            f -> count(f.total().traffic().errors())),
    BYTES(
            Group.TOTAL, "relayedbytes", "Total relayed bytes",
            f -> count(f.total().traffic().bytes())),
    ZERO_WAY_STREAMS(
            Group.TOTAL, "zerowaystreams", "Total number of streams with no relayed packets",
            counter("zero_packet_streams_total"),
            f -> count(f.total().zeroWayStreams())),
    ONE_WAY_STREAMS(
            Group.TOTAL, "onewaystreams", "Total number of 1-way streams", counter("one_way_sessions_total"),
            f -> count(f.total().oneWayStreams())),
    UNAUTHENTIC_STREAMS(
            Group.SECURITY, "unauthenticstreams", "Streams whose SRTP never authenticated",
            counter("srtp_unauthentic_streams_total"),
            f -> count(f.security().unauthenticStreams())),
    UNAUTHENTIC_PACKETS(
            Group.SECURITY, "unauthenticpackets", "SRTP and SRTCP packets with a wrong tag",
            counter("srtp_unauthentic_packets_total"),
            f -> count(f.security().unauthenticPackets())),
    REPLAYED_PACKETS(
            Group.SECURITY, "replayedpackets", "SRTP and SRTCP packets that came before",
            counter("srtp_replayed_packets_total"),
            f -> count(f.security().replayedPackets())),
    HANDSHAKES(
            Group.SECURITY, "handshakes", "DTLS handshakes that brought keys",
            counter("dtls_handshakes_total", "outcome", "established"),
            f -> count(f.security().handshakes())),
    FAILED_HANDSHAKES(
            Group.SECURITY, "failedhandshakes", "DTLS handshakes that failed",
            counter("dtls_handshakes_total", "outcome", "failed"),
            f -> count(f.security().failedHandshakes())),
    REFUSED_HANDSHAKES(
            Group.SECURITY, "refusedhandshakes", "DTLS handshakes refused or put off as too many",
            counter("dtls_handshakes_total", "outcome", "refused"),
            f -> count(f.security().refusedHandshakes())),
    PENDING_HANDSHAKES(
            Group.SECURITY, "pendinghandshakes", "DTLS handshakes under way",
            gauge("dtls_handshakes_pending"),
            f -> count(f.security().pendingHandshakes())),
    STRAY_HANDSHAKES(
            Group.SECURITY, "strayhandshakes", "DTLS datagrams from addresses nobody vouches for",
            counter("dtls_stray_datagrams_total"),
            f -> count(f.security().strayHandshakes())),
    CALL_DURATION_AVERAGE(
            Group.TOTAL, "avgcallduration", "Average call duration", " seconds", gauge("call_duration_avg"),
            f -> FigureValue.decimal(f.total().durations().averageSeconds())),
    CALL_DURATION_SUM(
            Group.TOTAL, "totalcallsduration", "Total calls duration", " seconds", counter("call_duration_total"),
            f -> FigureValue.decimal(f.total().durations().sumSeconds())),
    CALL_DURATION_SQUARES(
            Group.TOTAL, "totalcallsduration2", "Total calls duration squared", " seconds squared",
            counter("call_duration2_total"),
            f -> FigureValue.decimal(f.total().durations().sumSquares())),
    CALL_DURATION_DEVIATION(
            Group.TOTAL, "totalcallsduration_stddev", "Total calls duration standard deviation", " seconds", null,
            f -> FigureValue.decimal(f.total().durations().deviationSeconds())),

    MOS_SUM(
            Group.MOS, "mos_total", "Sum of all MOS values sampled", counter("mos_total"),
            f -> FigureValue.decimal(f.mos().sum())),
    MOS_SQUARES(
            Group.MOS, "mos2_total", "Sum of all MOS square values sampled", counter("mos2_total"),
            f -> FigureValue.decimal(f.mos().sumSquares())),
    MOS_SAMPLES(
            Group.MOS, "mos_samples_total", "Total number of MOS samples", counter("mos_samples_total"),
            f -> count(f.mos().samples())),
    MOS_AVERAGE(Group.MOS, "mos_average", "Average MOS", f -> FigureValue.decimal(f.mos().average())),
    MOS_DEVIATION(Group.MOS, "mos_stddev", "MOS standard deviation", f -> FigureValue.decimal(f.mos().deviation()));

    /** Where a figure is listed. */
    public enum Group {
        CURRENT,
        /** Listed with {@link #CURRENT}, and alone by {@code list counters}. */
        RATE,
        TOTAL,
        MOS,
        /** On the metrics page and in {@code list security} only: rtpengine has no such figures. */
        SECURITY
    }

    private static final List<Figure> ALL = List.of(values());

    private final Group group;
    private final String jsonName;
    private final String label;
    private final String unit;

    @SuppressWarnings("ImmutableEnumChecker") // a record of strings
    private final Optional<Metric> metric;

    @SuppressWarnings("ImmutableEnumChecker") // captures nothing
    private final Function<RelayFigures, FigureValue> reading;

    Figure(Group group, String jsonName, String label, Function<RelayFigures, FigureValue> reading) {
        this(group, jsonName, label, "", null, reading);
    }

    Figure(Group group, String jsonName, String label, Metric metric, Function<RelayFigures, FigureValue> reading) {
        this(group, jsonName, label, "", metric, reading);
    }

    Figure(
            Group group,
            String jsonName,
            String label,
            String unit,
            @Nullable Metric metric,
            Function<RelayFigures, FigureValue> reading) {
        this.group = group;
        this.jsonName = jsonName;
        this.label = label;
        this.unit = unit;
        this.metric = Optional.ofNullable(metric);
        this.reading = reading;
    }

    private static FigureValue count(long count) {
        return FigureValue.count(count);
    }

    private static Metric closed(String reason) {
        return counter("closed_sessions_total", "reason", reason);
    }

    /** The figures of some groups, in order. */
    static List<Figure> of(Group... groups) {
        List<Group> wanted = Arrays.asList(groups);
        return ALL.stream().filter(figure -> wanted.contains(figure.group)).toList();
    }

    /** Key in {@code jsonstats} and {@code statistics}. */
    String jsonName() {
        return jsonName;
    }

    /** Words for people. */
    String label() {
        return label;
    }

    Optional<Metric> metric() {
        return metric;
    }

    FigureValue read(RelayFigures figures) {
        return reading.apply(figures);
    }

    /** The value with its unit, for people. */
    String readWithUnit(RelayFigures figures) {
        return read(figures).text() + unit;
    }
}
