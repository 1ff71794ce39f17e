package dev.patchbay.rtpp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.patchbay.door.CookieCache;
import dev.patchbay.door.LogText;
import dev.patchbay.door.RepeatedWarning;
import dev.patchbay.log.RelayLog;
import dev.patchbay.log.Subsystem;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.rtppwire.RtppCommand;
import dev.patchbay.rtppwire.RtppReply;
import dev.patchbay.rtppwire.RtppReplyPrinter;
import dev.patchbay.rtppwire.RtppRequest;
import dev.patchbay.rtppwire.RtppRequestParser;
import dev.patchbay.rtppwire.RtppVersions;
import java.util.Optional;
import java.util.function.LongSupplier;

/** From a request line to its reply: cookie, retransmission cache, parsing, dispatch. Called on many threads at once. */
final class RtppExchange {

    private static final RelayLog LOG = RelayLog.of(Subsystem.CONTROL);

    private final RtppDispatcher dispatcher;
    private final CookieCache cookies;
    private final RepeatedWarning unreadable;

    /** @param nanoClock as {@link System#nanoTime} */
    RtppExchange(RtppDispatcher dispatcher, LongSupplier nanoClock) {
        this.dispatcher = dispatcher;
        this.cookies = new CookieCache(nanoClock);
        this.unreadable = new RepeatedWarning(LOG, nanoClock);
    }

    Optional<byte[]> answer(byte[] datagram, TransportAddress peer) {
        String line = new String(datagram, ISO_8859_1);
        Optional<RtppRequest> parsed = RtppRequestParser.parse(line);
        if (parsed.isEmpty()) {
            unreadable.warn(() -> "Unable to parse command line from udp:" + peer + ": " + LogText.of(line));
            return Optional.empty();
        }
        RtppRequest request = parsed.get();
        CookieCache.Answer answer = cookies.answer(request.cookie(), () -> {
            LOG.info("Got command from udp:{}: {}", peer, LogText.of(line));
            RtppReply reply = carryOut(request.command(), line, peer);
            return RtppReplyPrinter.print(request.cookie(), reply).getBytes(ISO_8859_1);
        });
        if (answer.isDuplicate()) {
            LOG.info("Detected command from udp:{} as a duplicate", peer);
        }
        return answer.reply();
    }

    private RtppReply carryOut(RtppCommand command, String line, TransportAddress peer) {
        return switch (command) {
            case RtppCommand.OfCall ofCall -> dispatch(ofCall, peer);
            case RtppCommand.Version() -> new RtppReply.Version(RtppVersions.PROTOCOL);
            case RtppCommand.Feature(String date) -> new RtppReply.FeatureKnown(RtppVersions.FEATURES.contains(date));
            case RtppCommand.UnreadableEndpoint(String address, String port) -> {
                warnUnreadable(line, peer);
                yield new RtppReply.SameEndpoint(address, port);
            }
            case RtppCommand.Unknown() -> {
                warnUnreadable(line, peer);
                yield RtppReply.Failure.ANY;
            }
        };
    }

    private RtppReply dispatch(RtppCommand.OfCall command, TransportAddress peer) {
        try {
            return dispatcher.dispatch(command, peer);
        } catch (RuntimeException e) {
            LOG.error(e, "A request from udp:{} failed by a fault of the relay", peer);
            return RtppReply.Failure.ANY;
        }
    }

    private void warnUnreadable(String line, TransportAddress peer) {
        unreadable.warn(() ->
                "Failed to properly parse UDP command line '" + LogText.of(line.strip()) + "' from " + peer);
    }
}
