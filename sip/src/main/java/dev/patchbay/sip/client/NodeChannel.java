package dev.patchbay.sip.client;

import dev.patchbay.sip.node.RelayClock;
import dev.patchbay.sip.node.RelayNode;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Everything under way to one node: exchanges in flight, those that wait for their turn, their time limits. Any thread; futures are
 * completed outside the lock.
 */
final class NodeChannel implements RelayLink.Events, AutoCloseable {

    /** Makes the link to a node; may fail, as it resolves names. */
    @FunctionalInterface
    interface Connector {
        RelayLink open(RelayLink.Events events) throws IOException;
    }

    private static final Logger LOG = System.getLogger("sip.client");

    private final RelayNode node;
    private final RelayClock clock;
    private final ClientOptions options;
    private final RelayProtocol protocol;
    private final CookieSource cookies;
    private final ScheduledExecutorService timer;
    private final Connector connector;
    private final NodeFigures figures = new NodeFigures();
    private final Map<String, Exchange> inFlight = new ConcurrentHashMap<>();
    private final Object turn = new Object();
    private final Queue<Exchange> waiting = new ArrayDeque<>(); // guarded by turn
    private int flightCount; // guarded by turn
    private boolean isClosed; // guarded by turn
    private volatile @Nullable RelayLink link;

    NodeChannel(
            RelayNode node,
            RelayClock clock,
            ClientOptions options,
            RelayProtocol protocol,
            CookieSource cookies,
            ScheduledExecutorService timer,
            Connector connector) {
        this.node = node;
        this.clock = clock;
        this.options = options;
        this.protocol = protocol;
        this.cookies = cookies;
        this.timer = timer;
        this.connector = connector;
    }

    NodeFigures figures() {
        return figures;
    }

    CompletableFuture<ExchangeOutcome> exchange(String command, byte[] payload, boolean isPing) {
        Exchange exchange = new Exchange(cookies.next(), command, payload, isPing);
        synchronized (turn) {
            if (isClosed) {
                return CompletableFuture.completedFuture(closed());
            }
            boolean hasTurn = flightCount < options.maxInFlight();
            if (hasTurn && !isPing) {
                flightCount++;
            }
            // A ping neither queues nor counts: it is how a node that is stuck is found alive again.
            if (!hasTurn && !isPing) {
                return enqueue(exchange);
            }
        }
        start(exchange);
        return exchange.result;
    }

    private static ExchangeOutcome closed() {
        return new ExchangeOutcome.NoReply(ExchangeFailure.CLOSED, "the client is closed");
    }

    /** The caller holds {@code turn}. */
    private CompletableFuture<ExchangeOutcome> enqueue(Exchange exchange) {
        if (waiting.size() >= options.maxQueued()) {
            figures.failed.increment();
            return CompletableFuture.completedFuture(
                    new ExchangeOutcome.NoReply(ExchangeFailure.BUSY, options.maxQueued() + " commands wait already"));
        }
        try {
            exchange.limit = timer.schedule(
                    () -> giveUpWaiting(exchange), options.wholeTimeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException _) {
            return CompletableFuture.completedFuture(closed());
        }
        waiting.add(exchange);
        return exchange.result;
    }

    /** The node went out of use: what waits is better off elsewhere. */
    void onNodeDisabled() {
        List<Exchange> given = new ArrayList<>();
        synchronized (turn) {
            given.addAll(waiting);
            waiting.clear();
        }
        given.forEach(exchange -> exchange.fail(ExchangeFailure.NODE_DISABLED, node + " is out of use"));
    }

    private void giveUpWaiting(Exchange exchange) {
        boolean wasWaiting;
        synchronized (turn) {
            wasWaiting = waiting.remove(exchange);
        }
        if (wasWaiting) {
            exchange.fail(ExchangeFailure.BUSY, "its turn did not come within " + options.wholeTimeout().toMillis() + " ms");
        }
    }

    private void start(Exchange exchange) {
        inFlight.put(exchange.cookie, exchange);
        RelayLink open;
        try {
            open = openLink();
        } catch (IOException e) {
            finish(exchange, new ExchangeOutcome.NoReply(ExchangeFailure.UNREACHABLE, e.toString()));
            return;
        }
        exchange.startedNs = clock.nanoTime();
        exchange.triesLeft = open.isLossy() ? options.tries() - 1 : 0;
        long limitNs = (open.isLossy() ? options.tryTimeout() : options.wholeTimeout()).toNanos();
        transmit(exchange, open, limitNs);
    }

    private RelayLink openLink() throws IOException {
        RelayLink open = link;
        if (open != null) {
            return open;
        }
        synchronized (turn) {
            open = link;
            if (open == null) {
                if (isClosed) {
                    throw new IOException("the client is closed");
                }
                open = connector.open(this);
                link = open;
            }
            return open;
        }
    }

    private void transmit(Exchange exchange, RelayLink open, long limitNs) {
        figures.sent.increment();
        try {
            exchange.limit = timer.schedule(() -> onTryTimeout(exchange, open, limitNs), limitNs, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException _) {
            finish(exchange, closed());
            return;
        }
        open.send(exchange.cookie, exchange.payload);
    }

    private void onTryTimeout(Exchange exchange, RelayLink open, long limitNs) {
        if (!inFlight.containsKey(exchange.cookie)) {
            return;
        }
        int triesLeft = exchange.triesLeft;
        if (triesLeft == 0) {
            finish(exchange, new ExchangeOutcome.NoReply(
                    ExchangeFailure.TIMEOUT, exchange.command + ": no answer within " + options.wholeTimeout().toMillis() + " ms"));
        } else if (!exchange.isPing && !node.isEnabled()) {
            // Others found it dead meanwhile: repeating would only hold up this call.
            finish(exchange, new ExchangeOutcome.NoReply(ExchangeFailure.NODE_DISABLED, node + " is out of use"));
        } else {
            figures.repeated.increment();
            LOG.log(
                    Level.DEBUG,
                    "{0} at {1}: no answer within {2} ms, sent again, {3} more tries",
                    exchange.command,
                    node,
                    Long.toString(TimeUnit.NANOSECONDS.toMillis(limitNs)),
                    triesLeft - 1);
            exchange.triesLeft = triesLeft - 1;
            transmit(exchange, open, limitNs);
        }
    }

    @Override
    public void onReply(String cookie, byte[] payload) {
        Exchange exchange = inFlight.get(cookie);
        if (exchange == null) {
            figures.stray.increment();
        } else if (!protocol.isWhole(payload)) {
            figures.garbled.increment();
        } else {
            long roundTripNs = clock.nanoTime() - exchange.startedNs;
            if (finish(exchange, new ExchangeOutcome.Reply(payload, roundTripNs))) {
                figures.answered(exchange.command, roundTripNs);
            }
        }
    }

    @Override
    public void onFailure(String cookie, ExchangeFailure failure, String detail) {
        Exchange exchange = inFlight.get(cookie);
        if (exchange != null) {
            finish(exchange, new ExchangeOutcome.NoReply(failure, detail));
        }
    }

    @Override
    public void onBroken(IOException cause) {
        for (Exchange exchange : List.copyOf(inFlight.values())) {
            finish(exchange, new ExchangeOutcome.NoReply(ExchangeFailure.UNREACHABLE, node.url() + ": " + cause));
        }
    }

    @Override
    public void onStray() {
        figures.stray.increment();
    }

    /** @return false when it was finished already */
    private boolean finish(Exchange exchange, ExchangeOutcome outcome) {
        if (!inFlight.remove(exchange.cookie, exchange)) {
            return false;
        }
        if (outcome instanceof ExchangeOutcome.NoReply) {
            figures.failed.increment();
        }
        Exchange next = exchange.isPing ? null : passTurn();
        exchange.complete(outcome);
        if (next != null) {
            next.cancelLimit();
            // Not on this thread: failing links could start each other to any depth.
            try {
                timer.execute(() -> start(next));
            } catch (RejectedExecutionException _) {
                next.complete(closed());
            }
        }
        return true;
    }

    private @Nullable Exchange passTurn() {
        synchronized (turn) {
            Exchange next = waiting.poll();
            if (next == null) {
                flightCount--;
            }
            return next;
        }
    }

    @Override
    public void close() {
        List<Exchange> given = new ArrayList<>();
        synchronized (turn) {
            if (isClosed) {
                return;
            }
            isClosed = true;
            given.addAll(waiting);
            waiting.clear();
        }
        RelayLink open = link;
        if (open != null) {
            open.close();
        }
        given.addAll(inFlight.values());
        inFlight.clear();
        given.forEach(exchange -> exchange.fail(ExchangeFailure.CLOSED, "the client is closed"));
    }

    private static final class Exchange {
        private final String cookie;
        private final String command;
        private final byte[] payload;
        private final boolean isPing;
        private final CompletableFuture<ExchangeOutcome> result = new CompletableFuture<>();
        private volatile @Nullable ScheduledFuture<?> limit;
        private volatile long startedNs;
        private volatile int triesLeft; // start's thread, then timer only

        private Exchange(String cookie, String command, byte[] payload, boolean isPing) {
            this.cookie = cookie;
            this.command = command;
            this.payload = payload;
            this.isPing = isPing;
        }

        private void fail(ExchangeFailure failure, String detail) {
            complete(new ExchangeOutcome.NoReply(failure, detail));
        }

        private void complete(ExchangeOutcome outcome) {
            cancelLimit();
            result.complete(outcome);
        }

        private void cancelLimit() {
            ScheduledFuture<?> pending = limit;
            if (pending != null) {
                pending.cancel(false);
            }
        }
    }
}
