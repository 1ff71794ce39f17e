import dev.patchbay.proxy.SipTransport;
import dev.patchbay.proxy.route.FailedRequest;
import dev.patchbay.proxy.route.IncomingReply;
import dev.patchbay.proxy.route.IncomingRequest;
import dev.patchbay.proxy.route.LocalRequest;
import dev.patchbay.proxy.route.OutgoingBranch;
import dev.patchbay.proxy.route.RoutingScript;
import dev.patchbay.proxy.route.ScriptSettings;
import dev.patchbay.sip.rtpengine.FunctionResult;
import dev.patchbay.sip.rtpengine.KamailioRtpengine;
import dev.patchbay.sip.rtpengine.KamailioSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The routing of a proxy that was given no script: phones register and call each other, with their media through the relay. Phones on this
 * host need no password, all others do, and without users that means nobody. Calls go to registered phones and nowhere else.
 */
public final class DefaultRouting extends RoutingScript {

    private static final String ANSWER = "$avp(answer)";

    private final ForkedAnswers answers = new ForkedAnswers();
    private Optional<KamailioRtpengine> relay = Optional.empty();
    private Optional<KamailioRtpengine> relayAgain = Optional.empty(); // takes the SDP from a variable

    /** Once, before the first message. */
    public DefaultRouting() {}

    @Override
    public void open(ScriptSettings settings) throws Exception {
        if (!settings.relays().isEmpty()) {
            relay = Optional.of(settings.kamailio(KamailioSettings.builder().rtpengineSock(settings.relays()).build()));
            relayAgain = Optional.of(settings.kamailio(KamailioSettings.builder()
                    .rtpengineSock(settings.relays())
                    .modparam("read_sdp_pv", ANSWER)
                    .modparam("write_sdp_pv", "$avp(ignored)")
                    .build()));
        }
    }

    @Override
    public void onRequest(IncomingRequest request) throws Exception {
        if (request.isMethod("CANCEL")) {
            if (request.isCancelOfKnownInvite() || isExpected(request)) {
                request.relay();
            }
        } else if (request.isInDialog()) {
            withinDialog(request);
        } else if (!isAllowed(request)) {
            // A challenge has been sent, or nothing at all.
            return;
        } else if (request.isMethod("REGISTER")) {
            request.save();
        } else if (request.isMethod("OPTIONS") && request.isForUs() && request.uriUser().isEmpty()) {
            request.reply(200);
        } else {
            toRegisteredPhone(request);
        }
    }

    /** Whoever knows a dialog's tags has been let in before. */
    private void withinDialog(IncomingRequest request) {
        request.looseRoute();
        request.looseRoute();
        if (!request.isKnownDialog() || request.isForUs()) {
            if (isExpected(request)) {
                request.reply(481);
            }
            return;
        }
        request.fixNat();
        if (request.isMethod("BYE")) {
            relay.ifPresent(engine -> engine.rtpengineDelete(request.route(), endOfMedia(request)));
            if (request.hasOtherAnswer()) {
                turnToTheOther(request);
            }
        }
        request.relay();
    }

    /**
     * The relay ends the party with the from-tag, or with this flag the one with the to-tag. Without the caller it ends the whole call,
     * branches that nobody answered included; of a callee beside whom another one has answered, only that one.
     */
    private static String endOfMedia(IncomingRequest bye) {
        return bye.isFromCaller() == bye.hasOtherAnswer() ? "to-tag" : "";
    }

    /** To the relay the phone that answered last has the call. If another one is kept, its answer is told once more. */
    private void turnToTheOther(IncomingRequest bye) {
        String caller = bye.isFromCaller() ? bye.fromTag().orElse("") : bye.toTag().orElse("");
        String leaving = bye.isFromCaller() ? bye.toTag().orElse("") : bye.fromTag().orElse("");
        answers.onlyOneBeside(bye.callId(), leaving).ifPresent(kept -> {
            bye.variables().set(ANSWER, kept.sdp());
            // In a request the function takes the sender of the answer for the one in From.
            String tags = " from-tag=" + kept.tag() + " to-tag=" + caller;
            relayAgain.ifPresent(engine -> engine.rtpengineAnswer(bye.route(), kept.flags() + tags));
        });
    }

    private static boolean isAllowed(IncomingRequest request) throws Exception {
        return isOfThisHost(request) || (request.hasUsers() && request.authenticate());
    }

    /** Whether it may come from a phone of ours. All others get no answer: a scanner shall not learn that there is anybody. */
    private static boolean isExpected(IncomingRequest request) {
        return isOfThisHost(request) || request.hasUsers();
    }

    private static boolean isOfThisHost(IncomingRequest request) {
        return request.source().ip().isLoopback();
    }

    private void toRegisteredPhone(IncomingRequest request) {
        if (!request.isForUs()) {
            request.reply(403, "Calls To Elsewhere Are Not Relayed");
            return;
        }
        if (!request.lookup()) {
            request.reply(404);
            return;
        }
        request.fixNat();
        if (request.isMethod("INVITE")) {
            request.trackDialog();
        }
        request.recordRoute();
        request.relay();
    }

    /** One branch is one phone: what its media has to look like is known only here. */
    @Override
    public void onBranch(OutgoingBranch branch) {
        if (hasMedia(branch.method())) {
            relay.ifPresent(engine -> {
                String flags = flags(branch.transport(), branch.branchTransport());
                FunctionResult result = engine.rtpengineManage(branch.route(), branch.toTag().isEmpty() ? flags + " via-branch=next" : flags);
                if (!result.isOk() && result.node().isEmpty() && branch.body().length > 0) {
                    branch.refuse(503, "No Media Relay");
                }
            });
        }
    }

    @Override
    public void onReply(IncomingReply reply) {
        reply.fixNat();
        if (hasMedia(reply.method()) && reply.status() < 300 && reply.body().length > 0) {
            String flags = flags(reply.branchTransport(), reply.transport());
            if (reply.isMethod("INVITE") && reply.status() >= 200) {
                answers.note(reply, flags);
            }
            relay.ifPresent(engine -> engine.rtpengineManage(reply.route(), flags + " via-branch=1"));
        }
    }

    /** The proxy ends the call by a BYE to each side: here the caller's. */
    @Override
    public void onLocalRequest(LocalRequest request) {
        if (request.isMethod("BYE") && request.isFromCaller()) {
            relay.ifPresent(engine -> engine.rtpengineDelete(request.route(), request.hasOtherAnswer() ? "to-tag" : ""));
        }
    }

    @Override
    public void onFailure(FailedRequest failed) {
        if (failed.isMethod("INVITE") && failed.toTag().isEmpty()) {
            relay.ifPresent(engine -> engine.rtpengineDelete(failed.route()));
        }
    }

    private static boolean hasMedia(String method) {
        return method.equals("INVITE") || method.equals("ACK") || method.equals("UPDATE") || method.equals("PRACK");
    }

    /** Browsers need ICE and DTLS-SRTP, phones mostly do not know them. */
    private static String flags(SipTransport from, SipTransport to) {
        String ends = "replace-origin replace-session-connection";
        if (to.isWebSocket()) {
            return ends + " ICE=force UDP/TLS/RTP/SAVPF rtcp-mux-offer SDES-off";
        }
        return from.isWebSocket() ? ends + " ICE=remove RTP/AVP rtcp-mux-demux DTLS=off SDES-off" : ends + " ICE=remove";
    }

    /** What phones said of their media that answered the same call: known until one of them hangs up, or newer ones take the room. */
    private static final class ForkedAnswers {

        private static final int MAX_CALLS = 1000;

        private final Map<String, List<Answer>> byCallId = new LinkedHashMap<>() { // guarded by this
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, List<Answer>> eldest) {
                return size() > MAX_CALLS;
            }
        };

        /** @param flags with which the relay was told */
        record Answer(String tag, String sdp, String flags) {}

        /** The first answer is kept by its transaction; only a second one makes them worth remembering. */
        void note(IncomingReply reply, String flags) {
            Answer answer = new Answer(reply.toTag().orElse(""), reply.bodyText(), flags);
            String first = reply.variables().get(ANSWER).orElse("");
            if (first.isEmpty()) {
                reply.variables().set(ANSWER, String.join("\n", answer.tag(), answer.flags(), answer.sdp()));
                return;
            }
            String[] parts = first.split("\n", 3);
            if (!parts[0].equals(answer.tag())) {
                synchronized (this) {
                    List<Answer> all = byCallId.computeIfAbsent(reply.callId(), _ -> new ArrayList<>(List.of(new Answer(parts[0], parts[2], parts[1]))));
                    all.removeIf(known -> known.tag().equals(answer.tag()));
                    all.add(answer);
                }
            }
        }

        synchronized Optional<Answer> onlyOneBeside(String callId, String tag) {
            List<Answer> all = byCallId.getOrDefault(callId, List.of());
            boolean isKnown = all.stream().anyMatch(answer -> answer.tag().equals(tag));
            List<Answer> others = all.stream().filter(answer -> !answer.tag().equals(tag)).toList();
            if (!isKnown || others.size() > 1) {
                byCallId.computeIfPresent(callId, (_, _) -> new ArrayList<>(others));
                return Optional.empty();
            }
            byCallId.remove(callId);
            return others.stream().findFirst();
        }
    }
}
