package dev.patchbay.proxy.dialog;

import dev.patchbay.proxy.header.Headers;
import dev.patchbay.proxy.nat.Flow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import javax.sip.address.SipURI;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.RecordRouteHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * The dialogs that pass. It is shown every request and every response of those calls that are to be watched, and never changes one. A
 * proxy sees all of a dialog only if it is in the record route. Any thread.
 *
 * <p>Requests are shown as they arrive, before our own Record-Route is in them; responses as they arrive, with it. A Contact that is put
 * right because of NAT is put right before. The flow is where to send messages to this peer instead of its Contact; empty if that
 * leads there.
 */
public final class DialogTable {

    private final DialogLimits limits;
    private final Predicate<SipURI> isOwn;
    private final Map<String, WatchedCall> calls = new ConcurrentHashMap<>();
    private final AtomicLong unwatched = new AtomicLong();

    /** @param isOwn whether a Record-Route is this proxy's */
    public DialogTable(DialogLimits limits, Predicate<SipURI> isOwn) {
        this.limits = limits;
        this.isOwn = isOwn;
    }

    /** Calls with something under way. */
    public int callCount() {
        return calls.size();
    }

    /** INVITEs and answers that found no room. */
    public long unwatchedCount() {
        return unwatched.get();
    }

    /** An INVITE begins to be watched; requests within a dialog that is watched are noted; anything else is nothing to this. */
    public void onRequest(Request request, Optional<Flow> flow, Instant now) {
        Optional<Marks> marks = Marks.of(request);
        if (marks.isEmpty()) {
            return;
        }
        if (!marks.get().toTag().isEmpty()) {
            change(marks.get().callId(), call -> noteWithin(call, request, marks.get(), flow, now));
        } else if (request.getMethod().equals(Request.INVITE)) {
            watch(request, marks.get(), flow, now);
        }
    }

    private void watch(Request invite, Marks marks, Optional<Flow> flow, Instant now) {
        Optional<String> target = target(invite);
        if (target.isEmpty() || (calls.size() >= limits.calls() && !calls.containsKey(marks.callId()))) {
            unwatched.incrementAndGet();
            return;
        }
        DialogParty caller = new DialogParty(marks.from(), target.get(), routes(invite), flow, marks.cseq());
        PendingInvite pending = new PendingInvite(marks.fromTag(), caller, now.plus(limits.pending()));
        calls.compute(marks.callId(), (_, before) -> {
            WatchedCall call = before == null ? WatchedCall.EMPTY : before;
            Optional<PendingInvite> known = call.pending(marks.fromTag());
            // A request that comes by twice (a spiral) brings our own route the second time: the first one knows the way.
            boolean isKnown = known.filter(p -> p.caller().cseq() >= marks.cseq()).isPresent();
            if (isKnown || (known.isEmpty() && call.size() >= limits.dialogsPerCall())) {
                return call;
            }
            return call.with(pending);
        });
    }

    private WatchedCall noteWithin(WatchedCall call, Request request, Marks marks, Optional<Flow> flow, Instant now) {
        Optional<WatchedDialog> found = call.dialog(marks.fromTag(), marks.toTag());
        if (found.isEmpty()) {
            return call;
        }
        DialogSide side = sideOf(found.get(), marks.fromTag());
        DialogParty party = found.get().party(side).withCseq(marks.cseq());
        WatchedDialog dialog = found.get().with(side, party);
        if (request.getMethod().equals(Request.BYE)) {
            return call.with(dialog.ending(true, now.plus(limits.ending())));
        }
        Optional<String> target = isTargetRefresh(request.getMethod()) ? target(request) : Optional.empty();
        if (target.isPresent()) {
            DialogParty offered = party.withTarget(target.get(), flow);
            dialog = dialog.with(Optional.of(new WatchedDialog.OfferedTarget(side, marks.cseq(), offered)));
        }
        return call.with(dialog.isEnding() ? dialog : dialog.until(now.plus(limits.silent())));
    }

    /** Answers to INVITE make dialogs, answers to BYE end them. */
    public void onResponse(Response response, Optional<Flow> flow, Instant now) {
        Optional<Marks> marks = Marks.of(response);
        if (marks.isEmpty() || response.getStatusCode() < 200) {
            return;
        }
        change(marks.get().callId(), call -> {
            Optional<WatchedDialog> dialog = call.dialog(marks.get().fromTag(), marks.get().toTag());
            return dialog.isPresent()
                    ? noteWithin(call, dialog.get(), response, marks.get(), flow, now)
                    : noteFirst(call, response, marks.get(), flow, now);
        });
    }

    private WatchedCall noteFirst(WatchedCall call, Response response, Marks marks, Optional<Flow> flow, Instant now) {
        Optional<PendingInvite> pending = call.pending(marks.fromTag());
        Optional<String> target = target(response);
        boolean isAnswer = marks.method().equals(Request.INVITE) && response.getStatusCode() < 300 && !marks.toTag().isEmpty();
        if (!isAnswer || pending.isEmpty() || target.isEmpty()) {
            return call;
        }
        if (call.dialogs().size() >= limits.dialogsPerCall()) {
            unwatched.incrementAndGet();
            return call;
        }
        List<String> all = routes(response);
        int firstOwn = indexOfOwn(response, true);
        int lastOwn = indexOfOwn(response, false);
        boolean isOnRoute = firstOwn >= 0;
        // The list begins at the callee (RFC 3261 section 12.1.1): what stands before us is between us and the callee.
        List<String> toCallee = isOnRoute ? all.subList(0, firstOwn).reversed() : List.of();
        List<String> toCaller = isOnRoute ? all.subList(lastOwn + 1, all.size()) : pending.get().caller().routes();
        DialogParty before = pending.get().caller();
        DialogParty caller = new DialogParty(before.address(), before.target(), toCaller, before.flow(), before.cseq());
        DialogParty callee = new DialogParty(marks.to(), target.get(), toCallee, flow, 0);
        DialogId id = new DialogId(marks.callId(), marks.fromTag(), marks.toTag());
        return call.with(new WatchedDialog(id, caller, callee, Optional.empty(), false, now.plus(limits.silent())));
    }

    private WatchedCall noteWithin(
            WatchedCall call, WatchedDialog dialog, Response response, Marks marks, Optional<Flow> flow, Instant now) {
        int status = response.getStatusCode();
        if (marks.method().equals(Request.BYE)) {
            // Whoever asks for credentials has not hung up.
            boolean isRefused = status == Response.UNAUTHORIZED || status == Response.PROXY_AUTHENTICATION_REQUIRED;
            return isRefused
                    ? call.with(dialog.ending(false, now.plus(limits.silent())))
                    : call.without(d -> d.id().equals(dialog.id()));
        }
        if (!isTargetRefresh(marks.method())) {
            return call;
        }
        WatchedDialog next = dialog;
        Optional<WatchedDialog.OfferedTarget> offered = dialog.offered().filter(o -> o.cseq() == marks.cseq());
        if (status < 300) {
            DialogSide answering = sideOf(dialog, marks.fromTag()).other();
            Optional<String> target = target(response);
            if (target.isPresent()) {
                next = next.with(answering, next.party(answering).withTarget(target.get(), flow));
            }
            if (offered.isPresent()) {
                DialogSide asking = offered.get().side();
                DialogParty there = offered.get().party();
                next = next.with(asking, next.party(asking).withTarget(there.target(), there.flow()));
            }
        }
        return call.with(offered.isPresent() ? next.with(Optional.<WatchedDialog.OfferedTarget>empty()) : next);
    }

    /** Whether a request with a To tag belongs to a dialog that is watched. */
    public boolean isWatched(Request request) {
        return dialog(request).isPresent();
    }

    /** Whether a request is of a dialog that is watched, and comes from the side that began it. */
    public boolean isFromCaller(Request request) {
        return dialog(request)
                .filter(dialog -> Marks.of(request).orElseThrow().fromTag().equals(dialog.id().callerTag()))
                .isPresent();
    }

    /** Whether the INVITE that the dialog of a request came of has made another dialog too, and that one goes on. */
    public boolean hasSibling(Request request) {
        return dialog(request).filter(dialog -> hasSibling(dialog.id())).isPresent();
    }

    private Optional<WatchedDialog> dialog(Request request) {
        return Marks.of(request)
                .flatMap(m -> Optional.ofNullable(calls.get(m.callId())).flatMap(call -> call.dialog(m.fromTag(), m.toTag())));
    }

    /** Answered dialogs of a call that nobody is ending. */
    public List<DialogId> dialogs(String callId) {
        return calls.getOrDefault(callId, WatchedCall.EMPTY).dialogs().stream()
                .filter(d -> !d.isEnding())
                .map(WatchedDialog::id)
                .toList();
    }

    /** The same by the dialog, which may have been taken out. */
    public boolean hasSibling(DialogId dialog) {
        return dialogs(dialog.callId()).stream().anyMatch(other -> other.callerTag().equals(dialog.callerTag()) && !other.equals(dialog));
    }

    /** Takes dialogs out of the table. Whoever gets one has to end it: nothing else will. */
    List<WatchedDialog> take(String callId, Predicate<DialogId> which) {
        List<WatchedDialog> taken = new ArrayList<>();
        change(callId, call -> {
            Predicate<WatchedDialog> isChosen = dialog -> !dialog.isEnding() && which.test(dialog.id());
            call.dialogs().stream().filter(isChosen).forEach(taken::add);
            return call.without(isChosen);
        });
        return taken;
    }

    /** Forgets what nothing more is heard of; to be called now and then. */
    public void expire(Instant now) {
        for (String callId : calls.keySet()) {
            change(callId, call -> call.withoutForgotten(now));
        }
    }

    private void change(String callId, UnaryOperator<WatchedCall> change) {
        calls.computeIfPresent(callId, (_, call) -> {
            WatchedCall next = change.apply(call);
            return next.isEmpty() ? null : next;
        });
    }

    private static DialogSide sideOf(WatchedDialog dialog, String fromTag) {
        return dialog.id().callerTag().equals(fromTag) ? DialogSide.CALLER : DialogSide.CALLEE;
    }

    private static boolean isTargetRefresh(String method) {
        return method.equals(Request.INVITE) || method.equals(Request.UPDATE);
    }

    private static Optional<String> target(Message message) {
        return Headers.first(message, ContactHeader.NAME, ContactHeader.class)
                .filter(contact -> !contact.isWildCard())
                .map(contact -> contact.getAddress().getURI().toString());
    }

    private static List<String> routes(Message message) {
        return Headers.all(message, RecordRouteHeader.NAME, RecordRouteHeader.class).stream()
                .map(route -> route.getAddress().getURI().toString())
                .toList();
    }

    /** @return -1 if there is none */
    private int indexOfOwn(Response response, boolean isFirst) {
        List<RecordRouteHeader> all = Headers.all(response, RecordRouteHeader.NAME, RecordRouteHeader.class);
        int found = -1;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).getAddress().getURI() instanceof SipURI uri && isOwn.test(uri) && (found < 0 || !isFirst)) {
                found = i;
            }
        }
        return found;
    }

    /**
     * What a message says about its dialog.
     *
     * @param toTag empty when there is none yet
     */
    private record Marks(String callId, String from, String fromTag, String to, String toTag, String method, long cseq) {

        static Optional<Marks> of(Message message) {
            Optional<CallIdHeader> callId = Headers.first(message, CallIdHeader.NAME, CallIdHeader.class);
            Optional<FromHeader> from = Headers.first(message, FromHeader.NAME, FromHeader.class);
            Optional<ToHeader> to = Headers.first(message, ToHeader.NAME, ToHeader.class);
            Optional<CSeqHeader> cseq = Headers.first(message, CSeqHeader.NAME, CSeqHeader.class);
            if (callId.isEmpty() || from.isEmpty() || to.isEmpty() || cseq.isEmpty() || from.get().getTag() == null) {
                return Optional.empty();
            }
            return Optional.of(new Marks(
                    callId.get().getCallId(),
                    value(from.get()),
                    from.get().getTag(),
                    value(to.get()),
                    Optional.ofNullable(to.get().getTag()).orElse(""),
                    cseq.get().getMethod(),
                    cseq.get().getSeqNumber()));
        }

        private static String value(javax.sip.header.Header header) {
            String line = header.toString().strip();
            return line.substring(line.indexOf(':') + 1).strip();
        }
    }
}
