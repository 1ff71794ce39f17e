package dev.patchbay.sip.rtpengine;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.sip.client.CommandRunner;
import dev.patchbay.sip.client.NgProtocol;
import dev.patchbay.sip.client.RelayPool;
import dev.patchbay.sip.flag.KamailioFlagParser;
import dev.patchbay.sip.flag.NgOperation;
import dev.patchbay.sip.node.RelayClock;
import dev.patchbay.sip.node.RelayNode;
import dev.patchbay.sip.route.AnswerRoute;
import dev.patchbay.sip.route.FailureRoute;
import dev.patchbay.sip.route.RequestOrReplyRoute;
import dev.patchbay.sip.route.RouteContext;
import dev.patchbay.sip.route.SetRoute;
import dev.patchbay.sip.rtpengine.RtpengineCore.Invocation;
import dev.patchbay.sip.select.CallTable;
import dev.patchbay.sip.select.KamailioSelection;
import dev.patchbay.sip.statistics.CallStatistics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Kamailio's rtpengine module. Method names are the document's function names, and so are parameters, defaults and meanings; the kinds
 * of route a function may be called from are its parameter types.
 *
 * <p>A second text parameter of a function is Kamailio's {@code via-branch}: with it, the relay reads the flags itself
 * ({@code rtpp-flags}), and the parameter is {@code none}, {@code 1}, {@code 2}, {@code auto}, {@code extra}, {@code next},
 * {@code auto-next} or {@code auto-extra}.
 *
 * <p>Functions wait for the relay on the caller's thread. Whoever opens this closes it.
 */
public final class KamailioRtpengine implements AutoCloseable {

    private final RelayPool pool;
    private final KamailioSettings settings;
    private final KamailioSelection selection;
    private final RtpengineCore core;
    private final MosVariables mosVariables;

    private KamailioRtpengine(RelayPool pool, KamailioSettings settings) {
        this.pool = pool;
        this.settings = settings;
        CallTable calls = new CallTable(settings.hashTableSize, settings.hashTableLifetime, pool.sets().clock());
        this.mosVariables = new MosVariables(settings.mosVariables);
        this.selection = new KamailioSelection(calls, pool.watch(), settings.rules);
        this.core = new RtpengineCore(
                pool,
                new CommandRunner(pool.client(), selection, CommandRunner.FULL_RELAY_ERRORS),
                new Dialect.Kamailio(new KamailioFlagParser()),
                new RtpengineCore.SetChoice(settings.defaultSetId, settings.setidAvp),
                settings.extraIdPv);
    }

    /**
     * Pings all relays, if {@code ping_mode} says so, and waits until each has answered or run out of tries.
     *
     * @throws IOException if the system gives no selector
     */
    public static KamailioRtpengine open(KamailioSettings settings) throws IOException {
        RelayPool pool = new RelayPool(new NgProtocol(), settings.clientOptions, RelayClock.system(), new SecureRandom());
        pool.replace(settings.relays);
        if (settings.isPingedAtStart) {
            pool.pingAll();
        }
        settings.pingInterval.ifPresent(pool::startPings);
        return new KamailioRtpengine(pool, settings);
    }

    /** The relays: for reload, management and figures. */
    public RelayPool pool() {
        return pool;
    }

    /** The table of calls, and the parameters that may change at run time. */
    public KamailioSelection selection() {
        return selection;
    }

    /** For this message only. */
    public FunctionResult setRtpengineSet(SetRoute route, int setId) {
        return core.chooseSets(route.context(), List.of(setId));
    }

    /** Two sets, one behind the other: the SDP of the first goes through the second. For this message only. */
    public FunctionResult setRtpengineSet(SetRoute route, int firstSetId, int secondSetId) {
        return core.chooseSets(
                route.context(), firstSetId == secondSetId ? List.of(firstSetId) : List.of(firstSetId, secondSetId));
    }

    /**
     * A backup set for the next attempt. The document's list of routes leaves failure routes out; its picture of sets and the module
     * itself have them.
     */
    public FunctionResult setRtpengineSet(FailureRoute route, int setId) {
        return core.chooseSets(route, List.of(setId));
    }

    /** As {@link #setRtpengineSet(SetRoute, int, int)}. */
    public FunctionResult setRtpengineSet(FailureRoute route, int firstSetId, int secondSetId) {
        return core.chooseSets(route, firstSetId == secondSetId ? List.of(firstSetId) : List.of(firstSetId, secondSetId));
    }

    public FunctionResult rtpengineOffer(RouteContext route) {
        return rtpengineOffer(route, "");
    }

    public FunctionResult rtpengineOffer(RouteContext route, String flags) {
        return run(route, invocation(route, NgOperation.OFFER, flags));
    }

    public FunctionResult rtpengineOffer(RouteContext route, String flags, String viaBranch) {
        return run(route, invocation(route, NgOperation.OFFER, flags).withDaemonBranch(viaBranch));
    }

    public FunctionResult rtpengineAnswer(AnswerRoute route) {
        return rtpengineAnswer(route, "");
    }

    public FunctionResult rtpengineAnswer(AnswerRoute route, String flags) {
        RouteContext context = route.answerContext();
        return run(context, invocation(context, NgOperation.ANSWER, flags));
    }

    public FunctionResult rtpengineAnswer(AnswerRoute route, String flags, String viaBranch) {
        RouteContext context = route.answerContext();
        return run(context, invocation(context, NgOperation.ANSWER, flags).withDaemonBranch(viaBranch));
    }

    /** For SIP INFO with ICE candidates: sent as an offer with flag {@code fragment}. */
    public FunctionResult rtpengineInfo(RouteContext route, String flags) {
        return run(route, invocation(route, NgOperation.OFFER, flags));
    }

    public FunctionResult rtpengineDelete(RouteContext route) {
        return rtpengineDelete(route, "");
    }

    public FunctionResult rtpengineDelete(RouteContext route, String flags) {
        return run(route, Invocation.of(NgOperation.DELETE, flags));
    }

    public FunctionResult rtpengineDelete(RouteContext route, String flags, String viaBranch) {
        return run(route, Invocation.of(NgOperation.DELETE, flags).withDaemonBranch(viaBranch));
    }

    public FunctionResult rtpengineQuery(RouteContext route) {
        return rtpengineQuery(route, "");
    }

    public FunctionResult rtpengineQuery(RouteContext route, String flags) {
        return run(route, Invocation.of(NgOperation.QUERY, flags));
    }

    public FunctionResult rtpengineManage(RouteContext route) {
        return rtpengineManage(route, "");
    }

    public FunctionResult rtpengineManage(RouteContext route, String flags) {
        return manage(route, invocation(route, NgOperation.OFFER, flags));
    }

    public FunctionResult rtpengineManage(RouteContext route, String flags, String viaBranch) {
        return manage(route, invocation(route, NgOperation.OFFER, flags).withDaemonBranch(viaBranch));
    }

    public FunctionResult startRecording(RequestOrReplyRoute route, String flags) {
        return run(route.requestOrReplyContext(), Invocation.of(NgOperation.START_RECORDING, flags));
    }

    public FunctionResult stopRecording(RequestOrReplyRoute route, String flags) {
        return run(route.requestOrReplyContext(), Invocation.of(NgOperation.STOP_RECORDING, flags));
    }

    public FunctionResult blockDtmf(RequestOrReplyRoute route, String flags) {
        return run(route.requestOrReplyContext(), Invocation.of(NgOperation.BLOCK_DTMF, flags));
    }

    public FunctionResult unblockDtmf(RequestOrReplyRoute route, String flags) {
        return run(route.requestOrReplyContext(), Invocation.of(NgOperation.UNBLOCK_DTMF, flags));
    }

    public FunctionResult blockMedia(RouteContext route, String flags) {
        return run(route, Invocation.of(NgOperation.BLOCK_MEDIA, flags));
    }

    public FunctionResult unblockMedia(RouteContext route, String flags) {
        return run(route, Invocation.of(NgOperation.UNBLOCK_MEDIA, flags));
    }

    public FunctionResult silenceMedia(RouteContext route, String flags) {
        return run(route, Invocation.of(NgOperation.SILENCE_MEDIA, flags));
    }

    public FunctionResult unsilenceMedia(RouteContext route, String flags) {
        return run(route, Invocation.of(NgOperation.UNSILENCE_MEDIA, flags));
    }

    public FunctionResult startForwarding(RouteContext route, String flags) {
        return run(route, Invocation.of(NgOperation.START_FORWARDING, flags));
    }

    public FunctionResult stopForwarding(RouteContext route, String flags) {
        return run(route, Invocation.of(NgOperation.STOP_FORWARDING, flags));
    }

    /** Sets the variable {@code media_duration} to the length in milliseconds, or -1 when the relay does not know it. */
    public FunctionResult playMedia(RouteContext route, String flags) {
        FunctionResult result = run(route, Invocation.of(NgOperation.PLAY_MEDIA, flags));
        if (result.isOk()) {
            long duration = result.reply().map(reply -> reply.integer("duration").orElse(-1)).orElse(-1L);
            settings.mediaDurationPv.ifPresent(name -> route.variables().set(name, Long.toString(duration)));
        }
        return result;
    }

    public FunctionResult stopMedia(RouteContext route, String flags) {
        return run(route, Invocation.of(NgOperation.STOP_MEDIA, flags));
    }

    /** @param flags with {@code code=} */
    public FunctionResult playDtmf(RouteContext route, String flags) {
        return run(route, Invocation.of(NgOperation.PLAY_DTMF, flags));
    }

    /**
     * {@code rtpengine_query_v}: the reply to a query as JSON.
     *
     * @param format {@code j} compact, {@code jp} with line breaks
     */
    public FunctionResult rtpengineQueryV(RouteContext route, String format, Consumer<String> variable) {
        if (!format.equals("j") && !format.equals("jp")) {
            return FunctionResult.failed("query: format '" + format + "' is neither j nor jp");
        }
        FunctionResult result = rtpengineQuery(route);
        result.reply().filter(_ -> result.isOk()).ifPresent(reply -> {
            String json = new String(JsonWriter.toBytes(reply), StandardCharsets.UTF_8);
            variable.accept(format.equals("j") ? json : JsonLayout.indent(json));
        });
        return result;
    }

    /** {@code $rtpestat}: the totals as text; asks the relay, so it has to come before the delete. */
    public Optional<String> rtpestat(RouteContext route) {
        return rtpengineQuery(route).reply().flatMap(reply -> new CallStatistics(reply).totalsText());
    }

    /** {@code $rtpstat}: the same. */
    public Optional<String> rtpstat(RouteContext route) {
        return rtpestat(route);
    }

    /** Asks to listen to a call: the reply has the SDP of an offer, for recorders. */
    public FunctionResult subscribeRequest(RouteContext route, String flags) {
        return run(route, Invocation.of(NgOperation.SUBSCRIBE_REQUEST, flags));
    }

    /**
     * Hands over the listener's answer.
     *
     * @param toTag from the reply to {@link #subscribeRequest}
     */
    public FunctionResult subscribeAnswer(RouteContext route, String toTag, String sdp, String flags) {
        return tell(route, core.runWithSdp(route, Invocation.of(NgOperation.SUBSCRIBE_ANSWER, flags + " to-tag=" + toTag), sdp));
    }

    public FunctionResult unsubscribe(RouteContext route, String toTag, String flags) {
        return run(route, Invocation.of(NgOperation.UNSUBSCRIBE, flags + " to-tag=" + toTag));
    }

    private FunctionResult manage(RouteContext route, Invocation template) {
        return tell(route, core.manage(route, template));
    }

    private FunctionResult run(RouteContext route, Invocation invocation) {
        return tell(route, core.run(route, invocation));
    }

    private FunctionResult tell(RouteContext route, FunctionResult result) {
        result.node().map(RelayNode::url).ifPresent(url -> settings.rtpInstPvar.ifPresent(
                name -> route.variables().set(name, url.port() == 0 ? url.path() : url.host() + ":" + url.port())));
        if (result.isOk()) {
            result.reply().filter(reply -> reply.get("totals").isPresent()).ifPresent(
                    reply -> mosVariables.fill(route.variables(), reply));
        }
        return result;
    }

    private Invocation invocation(RouteContext route, NgOperation operation, String flags) {
        Optional<String> givenSdp = settings.readSdpPv.flatMap(route.variables()::get).filter(sdp -> !sdp.isEmpty());
        Optional<Consumer<String>> target =
                settings.writeSdpPv.map(name -> (Consumer<String>) sdp -> route.variables().set(name, sdp));
        boolean isBodyKept = target.isPresent() && !settings.isBodyWrittenToo;
        return new Invocation(operation, flags, Optional.empty(), givenSdp, target, isBodyKept);
    }

    @Override
    public void close() {
        pool.close();
    }
}
