package dev.patchbay.proxy.route;

/**
 * Base of all routing scripts: one Java source file with one public class. The proxy makes one object of it, calls {@link #open} before the
 * first message, and {@link #close} when a newer script has taken over and the last transaction begun with this one has ended.
 *
 * <p>Fields are shared by all transactions; what belongs to one transaction goes into {@link RoutedMessage#variables}.
 */
public abstract class RoutingScript {

    protected RoutingScript() {}

    /**
     * The place for connections to media relays and the like.
     *
     * @throws Exception if the script cannot work; it is then not put in force
     */
    public void open(ScriptSettings settings) throws Exception {}

    /** A request that has come in. If nothing is done with it, it is dropped without a word. */
    public abstract void onRequest(IncomingRequest request) throws Exception;

    /** A response of a branch, before it goes on, unless the transaction has a handler of its own ({@link ForwardableRequest#armReply}). */
    public void onReply(IncomingReply reply) throws Exception {}

    /** All branches of a request have failed, unless the transaction has a handler of its own ({@link ForwardableRequest#armFailure}). */
    public void onFailure(FailedRequest failed) throws Exception {}

    /** A request is about to leave on a branch, unless the transaction has a handler of its own ({@link ForwardableRequest#armBranch}). */
    public void onBranch(OutgoingBranch branch) throws Exception {}

    /**
     * The proxy ends a call from the middle, because of a relay or an operator; called for each of the two BYEs ({@code local_route},
     * {@code event_route[tm:local-request]}). No transaction is kept for it: do not hold on to it.
     */
    public void onLocalRequest(LocalRequest request) throws Exception {}

    /** Something that is no message of a transaction. */
    public void onEvent(ScriptEvent event) throws Exception {}

    /** Undoes {@link #open}, apart from what the settings close themselves. */
    public void close() {}
}
