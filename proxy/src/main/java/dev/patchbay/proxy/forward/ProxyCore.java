package dev.patchbay.proxy.forward;

import dev.patchbay.proxy.ListenAddress;
import dev.patchbay.proxy.ProxyFigures;
import dev.patchbay.proxy.ProxyLimits;
import dev.patchbay.proxy.nat.Flow;
import dev.patchbay.proxy.transaction.ClientTransaction;
import dev.patchbay.proxy.transaction.Outlet;
import dev.patchbay.proxy.transaction.ServerTransaction;
import dev.patchbay.proxy.transaction.Timers;
import dev.patchbay.proxy.transaction.TransactionKey;
import dev.patchbay.proxy.wire.Arrival;
import dev.patchbay.proxy.wire.SipWire;
import dev.patchbay.proxy.wire.WireListener;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;

/**
 * Finds the transaction of what arrives, or begins one. Its listener methods run on the stack's threads and only hand over to the
 * transaction's executor.
 */
public final class ProxyCore implements WireListener, AutoCloseable {

    private static final System.Logger LOG = System.getLogger("sip");

    /** Seconds, for those who were refused for lack of room. */
    private static final String RETRY_AFTER = "5";

    private final Decider.Source scripts;
    private final OwnAddresses own;
    private final ProxyLimits limits;
    private final TransactionWatcher watcher;
    private final Consumer<Flow> connectionWatcher;
    private final RandomGenerator random;
    private final BranchIds branchIds;
    private final Clock clock = new Clock();
    private final ProxyFigures figures = new ProxyFigures();
    private final ConcurrentHashMap<TransactionKey, ProxyTransaction> servers = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<TransactionKey, Client> clients = new ConcurrentHashMap<>();
    private volatile SipWire wire; // set once, before anything arrives

    private record Client(ClientTransaction transaction, SerialExecutor executor, Flow hop) {}

    /**
     * @param connectionWatcher is told of connections that have closed; must not block
     * @param random unpredictable
     */
    @SuppressWarnings("NullAway.Init") // onOpening() comes before all else
    public ProxyCore(
            Decider.Source scripts,
            OwnAddresses own,
            ProxyLimits limits,
            TransactionWatcher watcher,
            Consumer<Flow> connectionWatcher,
            RandomGenerator random) {
        this.scripts = scripts;
        this.own = own;
        this.limits = limits;
        this.watcher = watcher;
        this.connectionWatcher = connectionWatcher;
        this.random = random;
        this.branchIds = new BranchIds(random);
    }

    @Override
    public void onOpening(SipWire opening) {
        wire = opening;
    }

    public ProxyFigures figures() {
        return figures;
    }

    /** Requests that are not over: waiting for an answer, or for stragglers after one. */
    public int transactionCount() {
        return servers.size();
    }

    // --- Requests -------------------------------------------------------------------------------------------------------

    @Override
    public void onRequest(SIPRequest request, Arrival arrival) {
        figures.requests.increment();
        boolean isAck = request.getMethod().equals("ACK");
        TransactionKey key = TransactionKey.ofServer(request);
        ProxyTransaction known = servers.get(key);
        if (known != null) {
            handOver(known.executor(), () -> onKnown(known, request, arrival, isAck));
            return;
        }
        if (isAck) {
            beginAck(request, arrival);
            return;
        }
        if (servers.size() >= limits.maxTransactions()) {
            figures.refused.increment();
            refuse(request, arrival, 503);
            return;
        }
        begin(request, arrival, key);
    }

    private void onKnown(ProxyTransaction known, SIPRequest request, Arrival arrival, boolean isAck) {
        ServerTransaction server = known.server().orElseThrow();
        if (isAck && !server.isAckOurs()) {
            // Some clients give the ACK to a 2xx the branch of its INVITE.
            beginAck(request, arrival);
            return;
        }
        if (!isAck) {
            figures.repeatedRequests.increment();
        }
        server.onRepeated(request);
    }

    private void begin(SIPRequest request, Arrival arrival, TransactionKey key) {
        Optional<ProxyTransaction> cancelled = request.getMethod().equals("CANCEL")
                ? Optional.ofNullable(servers.get(TransactionKey.ofCancelled(request)))
                : Optional.empty();
        // A CANCEL takes its turn among the events of its INVITE.
        SerialExecutor executor = cancelled.map(ProxyTransaction::executor).orElseGet(SerialExecutor::new);
        Decider script = scripts.acquire();
        ProxyTransaction transaction = new ProxyTransaction(this, executor, request, arrival, script, cancelled);
        transaction.attach(ServerTransaction.of(
                request,
                arrival.transport().isReliable(),
                new SerialTimers(clock, executor),
                wayBack(request, arrival),
                transaction::onServerEnded));
        if (servers.putIfAbsent(key, transaction) != null) {
            // Another thread of the stack got a repetition of it.
            script.release();
            return;
        }
        if (!handOver(executor, () -> checkAndRun(transaction))) {
            servers.remove(key);
            script.release();
        }
    }

    private void checkAndRun(ProxyTransaction transaction) {
        SIPRequest request = transaction.request();
        Optional<RequestChecks.Refusal> refusal = RequestChecks.check(request);
        if (refusal.isPresent()) {
            SIPResponse response =
                    Responses.to(request, refusal.get().status(), refusal.get().reason(), transaction.toTag());
            refusal.get().header().ifPresent(response::addHeader);
            transaction.reply(response);
            return;
        }
        if (branchIds.hasPassed(vias(request), branchIds.loopMark(request))) {
            transaction.reply(482, "");
            return;
        }
        transaction.run();
    }

    /** An ACK to a 2xx: sent on without a transaction. */
    private void beginAck(SIPRequest ack, Arrival arrival) {
        if (RequestChecks.check(ack).isPresent()) {
            figures.dropped.increment();
            return;
        }
        Decider script = scripts.acquire();
        SerialExecutor executor = new SerialExecutor();
        ProxyTransaction transaction = new ProxyTransaction(this, executor, ack, arrival, script, Optional.empty());
        handOver(executor, transaction::run);
    }

    private void refuse(SIPRequest request, Arrival arrival, int status) {
        SIPResponse response = Responses.to(request, status, "", newTag());
        try {
            response.addHeader(new gov.nist.javax.sip.header.HeaderFactoryImpl().createHeader("Retry-After", RETRY_AFTER));
            wayBack(request, arrival).send(response);
        } catch (ParseException | IOException e) {
            LOG.log(Level.DEBUG, "not refused: {0}", e.getMessage());
        }
    }

    private boolean handOver(SerialExecutor executor, Runnable task) {
        boolean isTaken = executor.execute(task);
        if (!isTaken) {
            figures.dropped.increment();
        }
        return isTaken;
    }

    /** RFC 3261 section 18.2.2: by the connection it came on; if that is gone, and always by UDP, as the Via says. */
    private Outlet wayBack(SIPRequest request, Arrival arrival) {
        return message -> {
            Optional<Flow> byVia = HopResolver.ofVia(request.getTopmostVia());
            if (!arrival.transport().isReliable()) {
                wire.send(message, arrival.local(), byVia.orElse(arrival.sender()));
                return;
            }
            try {
                wire.send(message, arrival.local(), arrival.sender());
            } catch (IOException e) {
                if (byVia.isEmpty() || byVia.get().transport().isWebSocket()) {
                    throw e;
                }
                wire.send(message, arrival.local(), byVia.get());
            }
        };
    }

    // --- Responses ------------------------------------------------------------------------------------------------------

    @Override
    public void onResponse(SIPResponse response, Arrival arrival) {
        figures.responses.increment();
        if (!isOurs(response)) {
            figures.dropped.increment();
            return;
        }
        Client client = clients.get(TransactionKey.ofResponse(response));
        if (client != null) {
            handOver(client.executor(), () -> client.transaction().onResponse(response));
        } else {
            handOver(new SerialExecutor(), () -> forwardStray(response, arrival));
        }
    }

    /** A 2xx that comes after its transaction, and anything else that we have sent a request for. */
    private void forwardStray(SIPResponse response, Arrival arrival) {
        figures.strayResponses.increment();
        response.removeFirst("Via");
        Via next = response.getTopmostVia();
        Optional<Flow> hop = next == null ? Optional.empty() : HopResolver.ofVia(next);
        Optional<ListenAddress> from = hop.flatMap(known -> wire.listeningFor(known, arrival.local()));
        if (hop.isEmpty() || from.isEmpty()) {
            figures.dropped.increment();
            return;
        }
        sendStateless(response, from.get(), hop.get());
    }

    // --- Connections ----------------------------------------------------------------------------------------------------

    @Override
    public void onClosed(Flow connection) {
        connectionWatcher.accept(connection);
        // Other answers may come over a new connection; a browser that is gone never answers what it was asked over this one.
        if (connection.transport().isWebSocket()) {
            for (Client client : clients.values()) {
                if (client.hop().equals(connection)) {
                    handOver(client.executor(), () -> client.transaction().onUnreachable(new IOException(connection + " is closed")));
                }
            }
        }
    }

    boolean isOurs(SIPResponse response) {
        return branchIds.isOurs(vias(response));
    }

    private static List<Via> vias(SIPMessage message) {
        List<Via> vias = new ArrayList<>(3);
        if (message.getViaHeaders() != null) {
            vias.addAll(message.getViaHeaders());
        }
        return vias;
    }

    // --- What transactions need -----------------------------------------------------------------------------------------

    ClientTransaction openClient(
            SIPRequest request, ListenAddress from, Flow hop, SerialExecutor executor, Timers timers, ClientTransaction.Owner owner) {
        ClientTransaction client = ClientTransaction.of(
                request, hop.transport().isReliable(), timers, message -> wire.send(message, from, hop), owner);
        clients.put(TransactionKey.ofClient(request), new Client(client, executor, hop));
        return client;
    }

    void closeClient(ClientTransaction client) {
        clients.remove(TransactionKey.ofClient(client.request()));
    }

    void closeServer(SIPRequest request) {
        servers.remove(TransactionKey.ofServer(request));
    }

    boolean isServerClosed(SIPRequest request) {
        return !servers.containsKey(TransactionKey.ofServer(request));
    }

    void sendStateless(SIPMessage message, ListenAddress from, Flow hop) {
        try {
            wire.send(message, from, hop);
        } catch (IOException e) {
            figures.dropped.increment();
            LOG.log(Level.DEBUG, "not sent to {0}: {1}", hop, e.getMessage());
        }
    }

    Optional<ListenAddress> listeningFor(Flow hop, ListenAddress preferred) {
        return wire.listeningFor(hop, preferred);
    }

    void decrementMaxForwards(SIPRequest request) {
        RequestChecks.decrementMaxForwards(request);
    }

    void addVia(SIPRequest request, ListenAddress from, String branchId) {
        try {
            Via via = new Via();
            via.setHost(RouteSet.host(from));
            via.setPort(from.address().port());
            via.setTransport(from.transport().name());
            via.setBranch(branchId);
            request.addFirst(via);
        } catch (ParseException | InvalidArgumentException | SipException e) {
            throw new IllegalStateException("Via for " + from, e);
        }
    }

    String newTag() {
        return HexFormat.of().toHexDigits(random.nextLong());
    }

    Clock clock() {
        return clock;
    }

    BranchIds branchIds() {
        return branchIds;
    }

    OwnAddresses own() {
        return own;
    }

    ProxyLimits limits() {
        return limits;
    }

    TransactionWatcher watcher() {
        return watcher;
    }

    @Override
    public void close() {
        clock.close();
    }
}
