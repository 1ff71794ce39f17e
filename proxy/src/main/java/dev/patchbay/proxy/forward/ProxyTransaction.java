package dev.patchbay.proxy.forward;

import dev.patchbay.proxy.ListenAddress;
import dev.patchbay.proxy.ProxyLimits;
import dev.patchbay.proxy.nat.Flow;
import dev.patchbay.proxy.transaction.ClientTransaction;
import dev.patchbay.proxy.transaction.ServerTransaction;
import dev.patchbay.proxy.transaction.Timers;
import dev.patchbay.proxy.wire.Arrival;
import dev.patchbay.sip.route.TransactionNotes;
import dev.patchbay.sip.route.Variables;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import javax.sip.address.URI;
import javax.sip.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A request that came in, its branches, and what becomes of their responses (the response context of RFC 3261 section 16.7). An ACK to a
 * 2xx is one without responses. Thread: its executor's, one after the other.
 */
public final class ProxyTransaction {

    private final ProxyCore core;
    private final SerialExecutor executor;
    private final Timers timers;
    private final SIPRequest request;
    private final Arrival arrival;
    private final String loopMark;
    private final String toTag;
    private Decider decider; // until it is released: an old script must not be held by those who wait for repetitions
    private final TransactionNotes notes = new TransactionNotes();
    private final Variables variables = Variables.inMemory();
    private final List<Branch> branches = new ArrayList<>(2);
    private final List<Target> destinations = new ArrayList<>(2); // chosen, to be used by the next relay
    private final ArrayDeque<List<Target>> nextGroups = new ArrayDeque<>(2); // to be tried one after the other
    private final Optional<ProxyTransaction> cancelled; // of a CANCEL: the INVITE
    private @Nullable ServerTransaction server; // null for an ACK
    private Optional<Flow> nextHop = Optional.empty(); // for its request URI; empty: as that and the Route header say
    private boolean isRecordRouted;
    private boolean isCancelled;
    private boolean isDeclinedByAll; // a 6xx: nobody else is asked
    private boolean isDeciding; // a script is at work: failures wait for its end
    private boolean isReleased;
    private int openClients;

    ProxyTransaction(
            ProxyCore core,
            SerialExecutor executor,
            SIPRequest request,
            Arrival arrival,
            Decider decider,
            Optional<ProxyTransaction> cancelled) {
        this.core = core;
        this.executor = executor;
        this.timers = new SerialTimers(core.clock(), executor);
        this.request = request;
        this.arrival = arrival;
        this.loopMark = core.branchIds().loopMark(request);
        this.toTag = core.newTag();
        this.decider = decider;
        this.cancelled = cancelled;
        if (request.getMethod().equals("INVITE") && request.getRawContent() == null) {
            // Known without a function's help: the offer will be in the reply.
            notes.noteNoSdp();
        }
    }

    void attach(ServerTransaction transaction) {
        server = transaction;
    }

    // --- What a script sees ---------------------------------------------------------------------------------------------

    /** The request; changes made to it go out with branches begun later. */
    public SIPRequest request() {
        return request;
    }

    public Arrival arrival() {
        return arrival;
    }

    public TransactionNotes notes() {
        return notes;
    }

    /** Live as long as the transaction ({@code $avp}). */
    public Variables variables() {
        return variables;
    }

    public OwnAddresses own() {
        return core.own();
    }

    /** The caller has given up. */
    public boolean isCancelled() {
        return isCancelled;
    }

    /** Whether a final response has been sent. */
    public boolean isAnswered() {
        return server != null && server.isAnswered();
    }

    /** Whether anything was done with the request: a reply, a branch, or branches to come. */
    public boolean isHandled() {
        return isAnswered() || !branches.isEmpty();
    }

    public List<Branch> branches() {
        return List.copyOf(branches);
    }

    /** Of a CANCEL: whether the INVITE it is about is known. */
    public boolean hasCancelledTransaction() {
        return cancelled.isPresent();
    }

    /** The tag in responses of the proxy itself. */
    public String toTag() {
        return toTag;
    }

    /** Whether the calling thread may still act: a script that took too long may not. */
    public boolean isMyTurn() {
        return executor.isMyTurn();
    }

    // --- Verbs ----------------------------------------------------------------------------------------------------------

    /** Takes our entries off the Route header; says whether the request follows a route. */
    public boolean looseRoute() {
        return RouteSet.takeOwn(request, core.own());
    }

    /** Later requests of the dialog will come by here. */
    public void recordRoute() {
        isRecordRouted = true;
    }

    /** Where a {@link #relay} without chosen destinations goes, whatever request URI and Route header say. */
    public void setNextHop(Flow hop) {
        nextHop = Optional.of(hop);
    }

    /** The same by a URI; looking up its name may block. */
    public void setNextHop(URI uri) {
        nextHop = Optional.of(HopResolver.resolve(uri)
                .orElseThrow(() -> new IllegalArgumentException("'" + uri + "' leads to no address")));
    }

    /** Chooses a target for the next {@link #relay}. */
    public void addDestination(Target target) {
        if (destinations.size() < core.limits().maxBranches()) {
            destinations.add(target);
        } else {
            core.figures().dropped.increment();
        }
    }

    public void clearDestinations() {
        destinations.clear();
    }

    public boolean hasDestinations() {
        return !destinations.isEmpty();
    }

    /** @return whether it was sent: nothing is, after a final response, or to an ACK */
    public boolean reply(int status, String reason) {
        return reply(Responses.to(request, status, reason, toTag));
    }

    public boolean reply(SIPResponse response) {
        if (server == null) {
            return false;
        }
        boolean isFinal = response.getStatusCode() >= 200;
        boolean isSent = server.respond(response);
        if (isSent && isFinal) {
            nextGroups.clear();
            cancelBranches();
        }
        return isSent;
    }

    /**
     * Sends the request on: to the chosen destinations, those with the highest q first and at the same time; without any, to its request
     * URI. A CANCEL goes where its INVITE went.
     */
    public void relay() {
        if (request.getMethod().equals("CANCEL")) {
            relayCancel();
            return;
        }
        sayThatWeTry();
        List<Target> targets = destinations.isEmpty()
                ? List.of(new Target(request.getRequestURI(), nextHop, 1, List.of()))
                : List.copyOf(destinations);
        destinations.clear();
        TreeMap<Double, List<Target>> groups = new TreeMap<>(Comparator.reverseOrder());
        for (Target target : targets) {
            groups.computeIfAbsent(target.q(), _ -> new ArrayList<>()).add(target);
        }
        nextGroups.clear();
        nextGroups.addAll(groups.values());
        startNextGroup();
    }

    /** Not before the script wants the request to go on: who gets no answer from it shall get none from us either. */
    private void sayThatWeTry() {
        if (server != null && request.getMethod().equals("INVITE") && branches.isEmpty() && !isAnswered()) {
            server.respond(localResponse(100, ""));
        }
    }

    private void relayCancel() {
        if (cancelled.isEmpty()) {
            reply(481, "");
            return;
        }
        reply(200, "");
        cancelled.get().cancelByCaller();
    }

    private void cancelByCaller() {
        if (isAnswered()) {
            return;
        }
        isCancelled = true;
        nextGroups.clear();
        cancelBranches();
        if (branches.isEmpty() && !isDeciding) {
            reply(487, "");
        }
    }

    private void cancelBranches() {
        // A copy: a branch that fails on the spot may begin others.
        for (Branch branch : List.copyOf(branches)) {
            branch.cancel();
        }
    }

    // --- Branches -------------------------------------------------------------------------------------------------------

    private void startNextGroup() {
        List<Target> group = nextGroups.poll();
        if (group == null) {
            return;
        }
        List<Branch> started = new ArrayList<>(group.size());
        boolean wasDeciding = isDeciding;
        // Until all have begun: one that fails at once must not be taken for the last one.
        isDeciding = true;
        try {
            for (Target target : group) {
                if (branches.size() < core.limits().maxBranches()) {
                    begin(target).ifPresent(started::add);
                }
            }
        } finally {
            isDeciding = wasDeciding;
        }
        if (server != null && !isDeciding) {
            checkFailure();
        }
    }

    private Optional<Branch> begin(Target target) {
        SIPRequest copy = (SIPRequest) request.clone();
        copy.setRequestURI((URI) target.uri().clone());
        core.decrementMaxForwards(copy);
        // RFC 3261 section 16.4: a phone whose outbound proxy is this one has put it into Route, whether the script looked or not.
        RouteSet.takeOwn(copy, core.own());
        RouteSet.prepend(copy, target.path());
        Optional<Flow> hop = target.path().isEmpty() ? target.hop() : Optional.empty();
        if (hop.isEmpty()) {
            hop = HopResolver.resolve(RouteSet.topRoute(copy).orElse(copy.getRequestURI()));
            RouteSet.adaptToStrictRouter(copy);
        }
        Optional<ListenAddress> from = hop.flatMap(known -> core.listeningFor(known, arrival.local()));
        if (hop.isEmpty() || from.isEmpty()) {
            failUnsent(target, copy, hop.isEmpty() ? 478 : 480, hop.isEmpty() ? "Unresolvable Destination" : "No Transport To Destination");
            return Optional.empty();
        }
        if (isRecordRouted) {
            RouteSet.record(copy, arrival.local(), from.get());
        }
        Via below = copy.getTopmostVia();
        String branchId = server == null
                ? core.branchIds().repeatable(loopMark, below)
                : core.branchIds().next(loopMark, Optional.of(below));
        Branch branch = new Branch(this, target, copy, from.get(), hop.get(), branchId);
        branches.add(branch);
        if (!runBranchRoute(branch)) {
            return Optional.empty();
        }
        core.addVia(copy, from.get(), branchId);
        core.watcher().onForwarded(this, branch);
        if (server == null) {
            core.sendStateless(copy, from.get(), hop.get());
        } else {
            start(branch);
        }
        return Optional.of(branch);
    }

    private void failUnsent(Target target, SIPRequest copy, int status, String reason) {
        Branch branch = new Branch(this, target, copy, arrival.local(), arrival.sender(), "");
        branches.add(branch);
        branch.fail(status, reason);
    }

    private boolean runBranchRoute(Branch branch) {
        try {
            decider.onBranch(this, branch);
            branch.refusal().ifPresent(branch::fail);
            return branch.refusal().isEmpty();
        } catch (Decider.Failed _) {
            branch.fail(500, "");
            return false;
        }
    }

    private void start(Branch branch) {
        openClients++;
        branch.start(core.openClient(branch.request(), branch.from(), branch.hop(), executor, timers, branch));
    }

    void sendCancel(Branch branch, SIPRequest cancel) {
        openClients++;
        core.openClient(cancel, branch.from(), branch.hop(), executor, timers, new CancelOwner(this)).start();
    }

    /** Nobody waits for the answer to a CANCEL: the INVITE's is what counts. */
    private record CancelOwner(ProxyTransaction parent) implements ClientTransaction.Owner {
        @Override
        public void onResponse(SIPResponse response) {}

        @Override
        public void onTimeout() {}

        @Override
        public void onUnreachable(IOException cause) {}

        @Override
        public void onEnded(ClientTransaction ended) {
            parent.onBranchEnded(ended);
        }
    }

    // --- Responses ------------------------------------------------------------------------------------------------------

    void onBranchProvisional(Branch branch, SIPResponse response) {
        if (decideReply(branch, response) && server != null && !server.isAnswered()) {
            server.respond(withoutOurVia(response));
        }
    }

    void onBranchSuccess(Branch branch, SIPResponse response) {
        decideReply(branch, response);
        // Before it is sent: the ACK may be faster than we are.
        core.watcher().onResponse(response, branch.hop());
        if (server != null) {
            server.respond(withoutOurVia(response));
        }
        nextGroups.clear();
        cancelBranches();
    }

    /** @param response of the branch's server, or made here for one that cannot be reached */
    void onBranchFailed(Branch branch, SIPResponse response) {
        decideReply(branch, response);
        core.watcher().onResponse(response, branch.hop());
        if (response.getStatusCode() >= 600) {
            isDeclinedByAll = true;
            nextGroups.clear();
            cancelBranches();
        }
        if (!isDeciding) {
            checkFailure();
        }
    }

    /** @return false when the script has dropped it, which only works for provisional ones */
    private boolean decideReply(Branch branch, SIPResponse response) {
        try {
            decider.onReply(this, branch, response);
            return !DROPPED.equals(response.getApplicationData());
        } catch (Decider.Failed _) {
            return true;
        }
    }

    /** Marks a provisional response that the script does not want to pass. */
    public static final Object DROPPED = new Object();

    /** If all branches have failed: the next ones, or the failure route, or the best response. */
    private void checkFailure() {
        if (isAnswered() || server == null || branches.isEmpty() || branches.stream().anyMatch(Branch::isPending)) {
            return;
        }
        if (!nextGroups.isEmpty() && !isCancelled && !isDeclinedByAll) {
            startNextGroup();
            return;
        }
        List<SIPResponse> failures = branches.stream().flatMap(branch -> branch.finalResponse().stream()).toList();
        List<SIPResponse> ranked = BestResponse.rank(failures);
        SIPResponse best = ranked.getFirst();
        int branchesBefore = branches.size();
        isDeciding = true;
        try {
            decider.onFailure(this, best);
        } catch (Decider.Failed _) {
            reply(500, "");
        } finally {
            isDeciding = false;
        }
        if (isAnswered()) {
            return;
        }
        if (branches.size() > branchesBefore) {
            checkFailure();
        } else {
            sendBest(best, ranked);
        }
    }

    private void sendBest(SIPResponse best, List<SIPResponse> failures) {
        int status = best.getStatusCode();
        // RFC 3261 section 16.7, step 6: 503 would say that we are overloaded.
        SIPResponse passed = status == 503 ? Responses.withStatus(withoutOurVia(best), 500) : withoutOurVia(best);
        if (status == 401 || status == 407) {
            for (SIPResponse other : failures.subList(1, failures.size())) {
                addChallenges(passed, other, "WWW-Authenticate");
                addChallenges(passed, other, "Proxy-Authenticate");
            }
        }
        if (isCancelled && status < 600 && status != 487) {
            passed = localResponse(487, "");
        }
        reply(passed);
    }

    private static void addChallenges(SIPResponse target, SIPResponse source, String name) {
        var headers = source.getHeaders(name);
        while (headers != null && headers.hasNext()) {
            target.addHeader((Header) headers.next().clone());
        }
    }

    /** The response as the caller will get it; one made here has no Via of ours. */
    private SIPResponse withoutOurVia(SIPResponse response) {
        if (core.isOurs(response)) {
            response.removeFirst("Via");
        }
        return response;
    }

    SIPResponse localResponse(int status, String reason) {
        return Responses.to(request, status, reason, toTag);
    }

    // --- Life -----------------------------------------------------------------------------------------------------------

    /** The first task of a transaction. */
    void run() {
        isDeciding = true;
        try {
            decider.onRequest(this);
        } catch (Decider.Failed _) {
            core.figures().scriptFailures.increment();
            reply(500, "");
        } finally {
            isDeciding = false;
        }
        if (server == null) {
            release();
            return;
        }
        if (isCancelled && branches.isEmpty() && !isAnswered()) {
            reply(487, "");
        }
        if (!isHandled()) {
            // Silence is what the script wants. A transaction has to end all the same.
            server.abandon();
            return;
        }
        checkFailure();
        releaseIfOver();
    }

    /** Goes on without a thread whose script does not come to an end: the caller gets 500, if nothing else yet. Any thread. */
    public void giveUp(Thread stuck) {
        executor.execute(() -> {
            isDeciding = false;
            core.figures().scriptFailures.increment();
            reply(500, "");
        });
        executor.giveUp(stuck);
    }

    /** @throws RuntimeException if the calling thread was given up; it is to end */
    public void requireMyTurn() {
        executor.requireMyTurn();
    }

    Timers timers() {
        return timers;
    }

    ProxyLimits limits() {
        return core.limits();
    }

    SerialExecutor executor() {
        return executor;
    }

    Optional<ServerTransaction> server() {
        return Optional.ofNullable(server);
    }

    void onBranchEnded(ClientTransaction client) {
        core.closeClient(client);
        openClients--;
        releaseIfOver();
    }

    void onServerEnded() {
        core.closeServer(request);
        releaseIfOver();
    }

    private void releaseIfOver() {
        boolean isServerOver = server == null || core.isServerClosed(request);
        // Answered here and sent nowhere: repetitions of the request need no script.
        boolean isLocal = branches.isEmpty() && isAnswered();
        if (openClients == 0 && (isServerOver || isLocal)) {
            release();
        }
    }

    private void release() {
        if (!isReleased) {
            isReleased = true;
            decider.release();
            decider = Decider.NONE;
        }
    }
}
