package dev.patchbay.proxy.route;

import dev.patchbay.proxy.forward.Branch;
import dev.patchbay.proxy.forward.Decider;
import dev.patchbay.proxy.forward.ProxyTransaction;
import gov.nist.javax.sip.message.SIPResponse;

/** One transaction's decisions, made by a script. */
final class ScriptedDecisions implements Decider {

    private final RoutingScript script;
    private final ScriptRunner runner;
    private final RouteEnvironment environment;
    private final Runnable onRelease;

    ScriptedDecisions(RoutingScript script, ScriptRunner runner, RouteEnvironment environment, Runnable onRelease) {
        this.script = script;
        this.runner = runner;
        this.environment = environment;
        this.onRelease = onRelease;
    }

    @Override
    public void onRequest(ProxyTransaction transaction) throws Failed {
        IncomingRequest request = new IncomingRequest(environment, transaction);
        runner.run(transaction, "onRequest", () -> script.onRequest(request));
    }

    @Override
    public void onReply(ProxyTransaction transaction, Branch branch, SIPResponse response) throws Failed {
        IncomingReply reply = new IncomingReply(environment, transaction, branch, response);
        RouteHandler<? super IncomingReply> handler = environment.armed().reply().orElse(null);
        runner.run(transaction, "onReply", () -> {
            if (handler == null) {
                script.onReply(reply);
            } else {
                handler.handle(reply);
            }
        });
    }

    @Override
    public void onFailure(ProxyTransaction transaction, SIPResponse best) throws Failed {
        FailedRequest failed = new FailedRequest(environment, transaction, best);
        RouteHandler<? super FailedRequest> handler = environment.armed().takeFailure().orElse(null);
        runner.run(transaction, "onFailure", () -> {
            if (handler == null) {
                script.onFailure(failed);
            } else {
                handler.handle(failed);
            }
        });
    }

    @Override
    public void onBranch(ProxyTransaction transaction, Branch branch) throws Failed {
        OutgoingBranch outgoing = new OutgoingBranch(environment, transaction, branch);
        RouteHandler<? super OutgoingBranch> handler = environment.armed().branch().orElse(null);
        runner.run(transaction, "onBranch", () -> {
            if (handler == null) {
                script.onBranch(outgoing);
            } else {
                handler.handle(outgoing);
            }
        });
    }

    @Override
    public void release() {
        onRelease.run();
    }
}
