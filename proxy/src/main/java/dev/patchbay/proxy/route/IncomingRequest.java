package dev.patchbay.proxy.route;

import dev.patchbay.proxy.auth.AuthResult;
import dev.patchbay.proxy.auth.ChallengeKind;
import dev.patchbay.proxy.auth.DigestAuthentication;
import dev.patchbay.proxy.forward.ProxyTransaction;
import dev.patchbay.proxy.forward.Responses;
import dev.patchbay.proxy.forward.Target;
import dev.patchbay.proxy.nat.ContactAlias;
import dev.patchbay.proxy.nat.Flow;
import dev.patchbay.proxy.nat.NatSign;
import dev.patchbay.proxy.registrar.AddressOfRecord;
import dev.patchbay.proxy.registrar.Binding;
import dev.patchbay.sip.database.DatabaseException;
import dev.patchbay.sip.route.RequestRoute;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A request as it has come in ({@code request_route}). */
public final class IncomingRequest extends ForwardableRequest {

    private final RequestRoute route;
    private Optional<String> authenticatedUser = Optional.empty();

    IncomingRequest(RouteEnvironment environment, ProxyTransaction transaction) {
        super(environment, transaction);
        this.route = new RequestRoute(
                sipMessage(transaction.arrival().source()), Optional.of(transaction.notes()), transaction.variables());
    }

    /** For the functions of the rtpengine modules. */
    public RequestRoute route() {
        return route;
    }

    /** Whether the request belongs to a dialog: it has a To tag. */
    public boolean isInDialog() {
        return toTag().isPresent();
    }

    /**
     * Takes this proxy's entries off the Route header.
     *
     * @return whether the request follows a route; if it does, {@link #relay} sends it along that
     */
    public boolean looseRoute() {
        boolean isRouted = transaction().looseRoute();
        ContactAlias.take(transaction().request()).ifPresent(transaction()::setNextHop);
        return isRouted;
    }

    /** Of a CANCEL: whether its INVITE is known here. */
    public boolean isCancelOfKnownInvite() {
        return transaction().hasCancelledTransaction();
    }

    /** Whether the request is of a dialog that is tracked; only then nobody can make up requests that get anywhere. */
    public boolean isKnownDialog() {
        return environment().services().dialogs().isWatched(transaction().request());
    }

    /** Whether the request is of a dialog that is tracked, and comes from the side that sent its INVITE. */
    public boolean isFromCaller() {
        return environment().services().dialogs().isFromCaller(transaction().request());
    }

    /** Whether several phones have answered the INVITE of this request's dialog, and another of them is still in the call. */
    public boolean hasOtherAnswer() {
        return environment().services().dialogs().hasSibling(transaction().request());
    }

    /** Notes the dialog that this INVITE may begin, so that it can be recognised, and ended from the middle. */
    public void trackDialog() {
        environment().services().dialogs().onRequest(transaction().request(), flowBehindNat(), now());
    }

    /** Puts into the Contact where the sender really is, if it is behind NAT or a browser, so that later requests find it. */
    public void fixNat() {
        flowBehindNat().ifPresent(flow -> ContactAlias.add(transaction().request(), flow));
    }

    /** Whether the sender cannot be reached where its Contact says. */
    public boolean isBehindNat() {
        return flowBehindNat().isPresent();
    }

    /** Only of a sender that is next to us: of others, the proxies between take care. */
    private Optional<Flow> flowBehindNat() {
        Flow flow = transaction().arrival().sender();
        boolean isNeighbour = transaction().request().getViaHeaders().size() == 1;
        return isNeighbour && NatSign.isBehindNat(NatSign.of(transaction().request(), flow)) ? Optional.of(flow) : Optional.empty();
    }

    /** Whether the proxy knows any users: without them nobody can be authenticated. */
    public boolean hasUsers() {
        return environment().services().authentication().isPresent();
    }

    /**
     * Whether the request comes from a user who knows the password, and, if it is a REGISTER, from the one it is about. Otherwise a
     * response has been sent: a challenge, or a refusal. Credentials are used up by this, and taken off the request.
     */
    public boolean authenticate() throws DatabaseException {
        if (isMethod("ACK") || isMethod("CANCEL")) {
            return false;
        }
        ChallengeKind kind = isMethod("REGISTER") ? ChallengeKind.SERVER : ChallengeKind.PROXY;
        Optional<DigestAuthentication> authentication = environment().services().authentication();
        if (authentication.isEmpty()) {
            reply(403);
            return false;
        }
        String realm = environment().services().realm();
        SIPRequest request = transaction().request();
        return switch (authentication.get().check(request, kind, realm, now())) {
            case AuthResult.Authenticated(var user, _) -> {
                request.removeHeader(kind == ChallengeKind.SERVER ? "Authorization" : "Proxy-Authorization");
                authenticatedUser = Optional.of(user);
                boolean isOwn = kind == ChallengeKind.PROXY || isAbout(user);
                if (!isOwn) {
                    reply(403, "That Is Another User");
                }
                yield isOwn;
            }
            case AuthResult.Denied(var failure) -> {
                SIPResponse challenge = Responses.to(request, kind.status(), kind.reason(), transaction().toTag());
                authentication.get().challenge(challenge, kind, realm, failure.isStale(), now());
                transaction().reply(challenge);
                yield false;
            }
        };
    }

    private boolean isAbout(String user) {
        return environment().services().userOf(transaction().request().getTo().getAddress().getURI())
                .filter(about -> about.user().equals(user))
                .isPresent();
    }

    /** Who {@link #authenticate} found this to be. */
    public Optional<String> authenticatedUser() {
        return authenticatedUser;
    }

    /** Answers a REGISTER: the user of its To is from now on where its Contact says, or where it came from if it is behind NAT. */
    public void save() {
        SIPRequest request = transaction().request();
        Optional<AddressOfRecord> user = environment().services().userOf(request.getTo().getAddress().getURI());
        if (user.isEmpty()) {
            reply(404);
            return;
        }
        SIPResponse response =
                (SIPResponse) environment().services().registrar().answer(request, user.get(), flowBehindNat(), now());
        response.setToTag(transaction().toTag());
        transaction().reply(response);
    }

    /**
     * Chooses the places where the user of the request URI is registered for the next {@link #relay}.
     *
     * @return whether there is any
     */
    public boolean lookup() {
        Optional<AddressOfRecord> user = environment().services().userOf(transaction().request().getRequestURI());
        List<Binding> bindings =
                user.map(known -> environment().services().locations().lookup(known, now())).orElse(List.of());
        for (Binding binding : bindings) {
            transaction().addDestination(new Target(
                    parsed(binding.contact()),
                    binding.flow(),
                    (double) binding.q() / Binding.MAX_Q,
                    binding.path().stream().map(ForwardableRequest::parsed).toList()));
        }
        return !bindings.isEmpty();
    }

    private Instant now() {
        return environment().services().clock().instant();
    }
}
