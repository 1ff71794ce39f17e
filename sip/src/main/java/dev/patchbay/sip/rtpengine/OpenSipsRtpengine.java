package dev.patchbay.sip.rtpengine;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.sip.client.CommandRunner;
import dev.patchbay.sip.client.NgProtocol;
import dev.patchbay.sip.client.RelayPool;
import dev.patchbay.sip.flag.NgOperation;
import dev.patchbay.sip.flag.OpenSipsFlagParser;
import dev.patchbay.sip.node.RelayClock;
import dev.patchbay.sip.route.AnswerRoute;
import dev.patchbay.sip.route.RouteContext;
import dev.patchbay.sip.route.SetRoute;
import dev.patchbay.sip.rtpengine.RtpengineCore.Invocation;
import dev.patchbay.sip.select.OpenSipsSelection;
import dev.patchbay.sip.statistics.CallStatistics;
import dev.patchbay.sip.statistics.OpenSipsStatistic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * OpenSIPS' rtpengine module. Method names are the document's function names, and so are parameters, defaults and meanings; the kinds
 * of route a function may be called from are its parameter types. {@code sockVar} gets the URL of the relay that had the last word; so
 * does {@link FunctionResult#node}.
 *
 * <p>Functions wait for the relay on the caller's thread. Whoever opens this closes it.
 */
public final class OpenSipsRtpengine implements AutoCloseable {

    private final RelayPool pool;
    private final RtpengineCore core;

    private OpenSipsRtpengine(RelayPool pool, OpenSipsSettings settings) {
        this.pool = pool;
        Set<String> failoverErrors = new HashSet<>(CommandRunner.FULL_RELAY_ERRORS);
        failoverErrors.addAll(settings.extraFailoverErrors);
        this.core = new RtpengineCore(
                pool,
                new CommandRunner(pool.client(), new OpenSipsSelection(pool.watch()), failoverErrors),
                new Dialect.OpenSips(new OpenSipsFlagParser(), settings.release),
                new RtpengineCore.SetChoice(OpenSipsSettings.DEFAULT_SET, settings.setidAvp),
                settings.extraIdPv);
    }

    /**
     * Pings all relays and waits until each has answered or run out of tries.
     *
     * @throws IOException if the system gives no selector
     */
    public static OpenSipsRtpengine open(OpenSipsSettings settings) throws IOException {
        RelayPool pool = new RelayPool(new NgProtocol(), settings.clientOptions(), RelayClock.system(), new SecureRandom());
        pool.replace(settings.relays);
        pool.pingAll();
        return new OpenSipsRtpengine(pool, settings);
    }

    /** The relays: for reload, management and figures. */
    public RelayPool pool() {
        return pool;
    }

    /** For this message only. */
    public FunctionResult rtpengineUseSet(SetRoute route, int setId) {
        return core.chooseSets(route.context(), List.of(setId));
    }

    public FunctionResult rtpengineOffer(RouteContext route) {
        return rtpengineOffer(route, "", SdpParameters.none());
    }

    public FunctionResult rtpengineOffer(RouteContext route, String flags) {
        return rtpengineOffer(route, flags, SdpParameters.none());
    }

    public FunctionResult rtpengineOffer(RouteContext route, String flags, SdpParameters parameters) {
        return negotiate(route, NgOperation.OFFER, flags, parameters);
    }

    public FunctionResult rtpengineAnswer(AnswerRoute route) {
        return rtpengineAnswer(route, "", SdpParameters.none());
    }

    public FunctionResult rtpengineAnswer(AnswerRoute route, String flags) {
        return rtpengineAnswer(route, flags, SdpParameters.none());
    }

    /** In replies, ACK and PRACK only. */
    public FunctionResult rtpengineAnswer(AnswerRoute route, String flags, SdpParameters parameters) {
        RouteContext context = route.answerContext();
        String method = context.message().method();
        if (context.message().isRequest() && !method.equals("ACK") && !method.equals("PRACK")) {
            return FunctionResult.failed("answer: not in " + method + ", only in replies, ACK and PRACK");
        }
        return negotiate(context, NgOperation.ANSWER, flags, parameters);
    }

    public FunctionResult rtpengineDelete(RouteContext route) {
        return rtpengineDelete(route, "");
    }

    public FunctionResult rtpengineDelete(RouteContext route, String flags) {
        return command(route, NgOperation.DELETE, flags);
    }

    public FunctionResult rtpengineDelete(RouteContext route, String flags, Consumer<String> sockVar) {
        return tell(rtpengineDelete(route, flags), Optional.of(sockVar));
    }

    public FunctionResult rtpengineManage(RouteContext route) {
        return rtpengineManage(route, "", SdpParameters.none());
    }

    public FunctionResult rtpengineManage(RouteContext route, String flags) {
        return rtpengineManage(route, flags, SdpParameters.none());
    }

    public FunctionResult rtpengineManage(RouteContext route, String flags, SdpParameters parameters) {
        return tell(core.manage(route, invocation(NgOperation.OFFER, flags, parameters)), parameters.sockVar());
    }

    public FunctionResult rtpengineStartRecording(RouteContext route, String flags) {
        return command(route, NgOperation.START_RECORDING, flags);
    }

    public FunctionResult rtpengineStartRecording(RouteContext route, String flags, Consumer<String> sockVar) {
        return tell(rtpengineStartRecording(route, flags), Optional.of(sockVar));
    }

    public FunctionResult rtpengineStopRecording(RouteContext route, String flags) {
        return command(route, NgOperation.STOP_RECORDING, flags);
    }

    public FunctionResult rtpengineStopRecording(RouteContext route, String flags, Consumer<String> sockVar) {
        return tell(rtpengineStopRecording(route, flags), Optional.of(sockVar));
    }

    /** @param flags with {@code file=}, {@code blob=} or {@code db-id=} */
    public FunctionResult rtpenginePlayMedia(RouteContext route, String flags) {
        return command(route, NgOperation.PLAY_MEDIA, flags);
    }

    /** @param durationVar gets the length in milliseconds, or -1 when the relay does not know it */
    public FunctionResult rtpenginePlayMedia(
            RouteContext route, String flags, Consumer<Long> durationVar, Optional<Consumer<String>> sockVar) {
        FunctionResult result = rtpenginePlayMedia(route, flags);
        if (result.isOk()) {
            durationVar.accept(result.reply().map(reply -> reply.integer("duration").orElse(-1)).orElse(-1L));
        }
        return tell(result, sockVar);
    }

    public FunctionResult rtpengineStopMedia(RouteContext route, String flags) {
        return command(route, NgOperation.STOP_MEDIA, flags);
    }

    public FunctionResult rtpengineStopMedia(RouteContext route, String flags, Consumer<String> sockVar) {
        return tell(rtpengineStopMedia(route, flags), Optional.of(sockVar));
    }

    public FunctionResult rtpengineBlockMedia(RouteContext route, String flags) {
        return command(route, NgOperation.BLOCK_MEDIA, flags);
    }

    public FunctionResult rtpengineBlockMedia(RouteContext route, String flags, Consumer<String> sockVar) {
        return tell(rtpengineBlockMedia(route, flags), Optional.of(sockVar));
    }

    public FunctionResult rtpengineUnblockMedia(RouteContext route, String flags) {
        return command(route, NgOperation.UNBLOCK_MEDIA, flags);
    }

    public FunctionResult rtpengineUnblockMedia(RouteContext route, String flags, Consumer<String> sockVar) {
        return tell(rtpengineUnblockMedia(route, flags), Optional.of(sockVar));
    }

    public FunctionResult rtpengineBlockDtmf(RouteContext route, String flags) {
        return command(route, NgOperation.BLOCK_DTMF, flags);
    }

    public FunctionResult rtpengineBlockDtmf(RouteContext route, String flags, Consumer<String> sockVar) {
        return tell(rtpengineBlockDtmf(route, flags), Optional.of(sockVar));
    }

    public FunctionResult rtpengineUnblockDtmf(RouteContext route, String flags) {
        return command(route, NgOperation.UNBLOCK_DTMF, flags);
    }

    public FunctionResult rtpengineUnblockDtmf(RouteContext route, String flags, Consumer<String> sockVar) {
        return tell(rtpengineUnblockDtmf(route, flags), Optional.of(sockVar));
    }

    public FunctionResult rtpengineStartForwarding(RouteContext route, String flags) {
        return command(route, NgOperation.START_FORWARDING, flags);
    }

    public FunctionResult rtpengineStartForwarding(RouteContext route, String flags, Consumer<String> sockVar) {
        return tell(rtpengineStartForwarding(route, flags), Optional.of(sockVar));
    }

    public FunctionResult rtpengineStopForwarding(RouteContext route, String flags) {
        return command(route, NgOperation.STOP_FORWARDING, flags);
    }

    public FunctionResult rtpengineStopForwarding(RouteContext route, String flags, Consumer<String> sockVar) {
        return tell(rtpengineStopForwarding(route, flags), Optional.of(sockVar));
    }

    /** @param code one of 0-9, *, #, A-D */
    public FunctionResult rtpenginePlayDtmf(RouteContext route, String code, String flags) {
        if (code.length() != 1 || "0123456789*#ABCD".indexOf(code.charAt(0)) < 0) {
            return FunctionResult.failed("play DTMF: '" + code + "' is not one of 0-9 * # A B C D");
        }
        return command(route, NgOperation.PLAY_DTMF, "code=" + code + " " + flags);
    }

    /** As {@link #rtpenginePlayDtmf(RouteContext, String, String)}. */
    public FunctionResult rtpenginePlayDtmf(RouteContext route, String code, String flags, Consumer<String> sockVar) {
        return tell(rtpenginePlayDtmf(route, code, flags), Optional.of(sockVar));
    }

    /**
     * {@code $rtpquery}: the whole reply to a query as JSON. The relay is asked once per context.
     *
     * @return empty when the relay knows nothing of the call
     */
    public Optional<String> rtpquery(RouteContext route) {
        return queryReply(route).map(reply -> new String(JsonWriter.toBytes(reply), StandardCharsets.UTF_8));
    }

    /** {@code $rtpstat}: the totals as text; empty when the relay knows nothing of the call. */
    public Optional<String> rtpstat(RouteContext route) {
        return queryReply(route).flatMap(reply -> new CallStatistics(reply).totalsText());
    }

    /**
     * {@code $rtpstat(NAME)[tag]}; empty where the script would see NULL.
     *
     * @param name in upper or lower case, as {@code MOS-average}
     * @param tag the party whose streams count; empty: all
     * @throws IllegalArgumentException if there is no such statistic
     */
    public OptionalLong rtpstat(RouteContext route, String name, Optional<String> tag) {
        OpenSipsStatistic statistic = OpenSipsStatistic.named(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no statistic '" + name + "'"));
        Optional<NgDict> reply = queryReply(route);
        return reply.isEmpty() ? OptionalLong.empty() : statistic.of(new CallStatistics(reply.get()), tag);
    }

    /** What statistics are read from: the reply to a delete if there was one, else to a query. */
    private Optional<NgDict> queryReply(RouteContext route) {
        Optional<NgDict> known = route.statistics();
        return known.isPresent() ? known : command(route, NgOperation.QUERY, "").reply().filter(_ -> route.statistics().isPresent());
    }

    private FunctionResult negotiate(RouteContext route, NgOperation operation, String flags, SdpParameters parameters) {
        return tell(core.run(route, invocation(operation, flags, parameters)), parameters.sockVar());
    }

    private static Invocation invocation(NgOperation operation, String flags, SdpParameters parameters) {
        boolean isBodyKept = parameters.sdpVar().isPresent();
        return new Invocation(operation, flags, Optional.empty(), parameters.body(), parameters.sdpVar(), isBodyKept);
    }

    private FunctionResult command(RouteContext route, NgOperation operation, String flags) {
        return core.run(route, Invocation.of(operation, flags));
    }

    private static FunctionResult tell(FunctionResult result, Optional<Consumer<String>> sockVar) {
        result.node().ifPresent(node -> sockVar.ifPresent(variable -> variable.accept(node.url().text())));
        return result;
    }

    @Override
    public void close() {
        pool.close();
    }
}
