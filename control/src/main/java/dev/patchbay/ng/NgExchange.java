package dev.patchbay.ng;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.patchbay.door.CookieCache;
import dev.patchbay.door.LogText;
import dev.patchbay.door.RepeatedWarning;
import dev.patchbay.json.JsonWriter;
import dev.patchbay.log.CallScope;
import dev.patchbay.log.RelayLog;
import dev.patchbay.log.Severity;
import dev.patchbay.log.Subsystem;
import dev.patchbay.metrics.ControlCommand;
import dev.patchbay.metrics.ControlTally;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.ngvalue.NgDict;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * From a request message to its reply, the same for every transport: cookie, retransmission cache, decoding, dispatch,
 * counting, encoding. Called on many threads at once.
 */
public final class NgExchange {

    static final String NO_PAYLOAD = "Invalid data (no payload)";
    static final String INTERNAL_ERROR = "Internal error";
    static final String REPLY_TOO_LONG = "Reply does not fit into one message";

    private static final RelayLog LOG = RelayLog.of(Subsystem.CONTROL);

    private final NgDispatcher dispatcher;
    private final CookieCache cookies;
    private final ControlTally tally;
    private final LongSupplier nanoClock;
    private final RepeatedWarning noCookie;
    private final RepeatedWarning notDecodable;

    /**
     * @param cookies shared by all ng transports
     * @param nanoClock as {@link System#nanoTime}
     */
    public NgExchange(NgDispatcher dispatcher, CookieCache cookies, ControlTally tally, LongSupplier nanoClock) {
        this.dispatcher = dispatcher;
        this.cookies = cookies;
        this.tally = tally;
        this.nanoClock = nanoClock;
        this.noCookie = new RepeatedWarning(LOG, nanoClock);
        this.notDecodable = new RepeatedWarning(LOG, nanoClock);
    }

    /**
     * Carries out one request, or finds the reply to its first transmission.
     *
     * @param maxReplyBytes what the transport can carry
     * @return empty when the message has no cookie that a reply could begin with
     */
    public Optional<byte[]> answer(byte[] message, TransportAddress peer, int maxReplyBytes) {
        Optional<NgEnvelope> envelope = NgEnvelope.open(message);
        if (envelope.isEmpty()) {
            noCookie.warn(() -> "Received invalid data on NG port (no cookie) from " + peer);
            return Optional.empty();
        }
        NgEnvelope request = envelope.get();
        CookieCache.Answer answer = cookies.answer(request.cookie(), () -> reply(request, peer, maxReplyBytes));
        if (answer.isDuplicate()) {
            LOG.info("Detected command from {} as a duplicate", peer);
        }
        return answer.reply();
    }

    /** Messages without a cookie, to which there was no reply. */
    public long messagesWithoutCookie() {
        return noCookie.count();
    }

    private byte[] reply(NgEnvelope request, TransportAddress peer, int maxReplyBytes) {
        byte[] reply = request.seal(carryOut(request, peer));
        if (reply.length <= maxReplyBytes) {
            return reply;
        }
        LOG.warn("Reply to {} of {} bytes is too long to be sent", peer, reply.length);
        return request.seal(error(REPLY_TOO_LONG));
    }

    private NgDict carryOut(NgEnvelope request, TransportAddress peer) {
        NgDict command;
        try {
            if (!request.hasPayload()) {
                return refused(request, peer, NO_PAYLOAD, NO_PAYLOAD);
            }
            command = request.readPayload();
        } catch (NgEncoding.NgDecodeException e) {
            return refused(request, peer, e.errorReason(), String.valueOf(e.getMessage()));
        }
        Optional<String> callId = command.string("call-id", "call-ID");
        return callId.isPresent()
                ? CallScope.of(LogText.of(callId.get()), false).call(() -> carryOut(request, command, peer))
                : carryOut(request, command, peer);
    }

    private NgDict carryOut(NgEnvelope request, NgDict command, TransportAddress peer) {
        Optional<String> named = command.string("command");
        String name = LogText.of(named.orElse(""));
        LOG.info("Received command '{}' from {}", name, peer);
        if (LOG.isDebugEnabled()) {
            LOG.debug("Dump for '{}' from {}: {}", name, peer, dump(command));
        }
        long startNs = nanoClock.getAsLong();
        tally.see(peer.ip());
        NgDict reply = dispatch(command, peer);
        long durationNs = nanoClock.getAsLong() - startNs;
        boolean isError = reply.string("result").filter("error"::equals).isPresent();
        tally.count(peer.ip(), named.flatMap(ControlCommand::of), durationNs, isError);
        if (isError) {
            LOG.warn("{}", refusal(request, peer, reply.string("error-reason").orElse("")));
        } else {
            if (LOG.isEnabled(Severity.INFO)) {
                LOG.info("Replying to '{}' from {} (elapsed time {} sec)", name, peer, seconds(durationNs));
            }
        }
        if (LOG.isDebugEnabled()) {
            LOG.debug("Response dump for '{}' to {}: {}", name, peer, dump(reply));
        }
        return reply;
    }

    private NgDict dispatch(NgDict command, TransportAddress peer) {
        try {
            return dispatcher.dispatch(command, peer);
        } catch (RuntimeException e) {
            LOG.error(e, "A request from {} failed by a fault of the relay", peer);
            return error(INTERNAL_ERROR);
        }
    }

    private NgDict refused(NgEnvelope request, TransportAddress peer, String reason, String detail) {
        tally.count(peer.ip(), Optional.empty(), 0, true);
        notDecodable.warn(() -> refusal(request, peer, detail));
        return error(reason);
    }

    private static String refusal(NgEnvelope request, TransportAddress peer, String what) {
        return "Protocol error in packet from " + peer + ": " + what + " [" + LogText.of(request.payloadText()) + "]";
    }

    private static NgDict error(String reason) {
        return NgDict.builder().put("result", "error").put("error-reason", reason).build();
    }

    /** With six decimals; for every request, so without a formatter. */
    private static String seconds(long durationNs) {
        String micros = Long.toString(1_000_000 + durationNs / 1000 % 1_000_000);
        return durationNs / 1_000_000_000 + "." + micros.substring(1);
    }

    private static String dump(NgDict message) {
        return LogText.of(new String(JsonWriter.toBytes(message), ISO_8859_1));
    }
}
