package dev.patchbay.proxy.forward;

import dev.patchbay.proxy.ListenAddress;
import dev.patchbay.proxy.nat.Flow;
import dev.patchbay.proxy.transaction.ClientTransaction;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Requests of the proxy itself: a BYE that ends a call, an OPTIONS that keeps a way open. */
public final class Originator {

    private final ProxyCore core;

    public Originator(ProxyCore core) {
        this.core = core;
    }

    /**
     * Sends a request in a transaction of its own. Any thread; looking up a name may block.
     *
     * @param request without Via
     * @param flow where to send it; empty: as its Route header or request URI says
     * @param onOutcome is called once, unless false is returned: whether any final response came
     * @return false if there is no way to send it
     */
    public boolean send(SIPRequest request, Optional<Flow> flow, Consumer<Boolean> onOutcome) {
        Optional<Flow> hop = flow.or(() -> HopResolver.resolve(RouteSet.topRoute(request).orElse(request.getRequestURI())));
        Optional<ListenAddress> from =
                hop.flatMap(known -> core.listeningFor(known, core.own().listening().getFirst()));
        if (hop.isEmpty() || from.isEmpty()) {
            return false;
        }
        core.addVia(request, from.get(), core.branchIds().next(core.branchIds().loopMark(request), Optional.empty()));
        SerialExecutor executor = new SerialExecutor();
        return executor.execute(() -> core.openClient(
                        request, from.get(), hop.get(), executor, new SerialTimers(core.clock(), executor), new Outcome(core, onOutcome))
                .start());
    }

    private record Outcome(ProxyCore core, Consumer<Boolean> target, AtomicBoolean isTold) implements ClientTransaction.Owner {

        Outcome(ProxyCore core, Consumer<Boolean> target) {
            this(core, target, new AtomicBoolean());
        }

        private void tell(boolean isAnswered) {
            if (isTold.compareAndSet(false, true)) {
                target.accept(isAnswered);
            }
        }

        @Override
        public void onResponse(SIPResponse response) {
            if (response.getStatusCode() >= 200) {
                tell(true);
            }
        }

        @Override
        public void onTimeout() {
            tell(false);
        }

        @Override
        public void onUnreachable(IOException cause) {
            tell(false);
        }

        @Override
        public void onEnded(ClientTransaction ended) {
            core.closeClient(ended);
        }
    }
}
