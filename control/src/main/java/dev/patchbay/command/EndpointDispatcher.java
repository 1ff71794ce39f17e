package dev.patchbay.command;

import dev.patchbay.call.CallControl;
import dev.patchbay.call.CallReport;
import dev.patchbay.call.Component;
import dev.patchbay.call.EndpointSignal;
import dev.patchbay.call.LoadLimitException;
import dev.patchbay.call.MediaSection;
import dev.patchbay.call.Participant;
import dev.patchbay.log.CallScope;
import dev.patchbay.log.RelayLog;
import dev.patchbay.log.Subsystem;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.ngwire.CommandException;
import dev.patchbay.ngwire.DialogKeys;
import dev.patchbay.ngwire.NgCommand;
import dev.patchbay.ngwire.SignallingFlags;
import dev.patchbay.ngwire.TransportFlags;
import dev.patchbay.plan.ComponentStatus.Cell;
import dev.patchbay.rtpp.RtppDispatcher;
import dev.patchbay.rtppwire.RtppCommand;
import dev.patchbay.rtppwire.RtppModifiers;
import dev.patchbay.rtppwire.RtppReply;
import dev.patchbay.rtppwire.RtppTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Carries out the older rtpproxy protocol: an update is an offer, a lookup an answer, of one media section whose address and port
 * are all that is known. Any number of threads.
 */
public final class EndpointDispatcher implements RtppDispatcher {

    private static final RelayLog LOG = RelayLog.of(Subsystem.CONTROL);

    private final CallControl calls;
    private final LongSupplier planeNanos;

    /** @param planeNanos the clock of the media plane */
    public EndpointDispatcher(CallControl calls, LongSupplier planeNanos) {
        this.calls = calls;
        this.planeNanos = planeNanos;
    }

    @Override
    public RtppReply dispatch(RtppCommand.OfCall command, TransportAddress peer) {
        return CallScope.of(command.callId(), false).call(() -> dispatchScoped(command, peer));
    }

    private RtppReply dispatchScoped(RtppCommand.OfCall command, TransportAddress peer) {
        return switch (command) {
            case RtppCommand.Update update -> signal(
                    update.callId(),
                    update.viaBranch(),
                    update.endpoint(),
                    update.fromTag(),
                    update.toTag(),
                    update.modifiers(),
                    true,
                    peer);
            case RtppCommand.Lookup lookup -> signal(
                    lookup.callId(),
                    lookup.viaBranch(),
                    lookup.endpoint(),
                    lookup.fromTag(),
                    lookup.toTag(),
                    lookup.modifiers(),
                    false,
                    peer);
            case RtppCommand.Delete delete -> delete(delete);
            case RtppCommand.Query query -> query(query);
        };
    }

    private RtppReply signal(
            String callId,
            Optional<String> viaBranch,
            TransportAddress endpoint,
            RtppTag fromTag,
            Optional<RtppTag> toTag,
            RtppModifiers modifiers,
            boolean isOffer,
            TransportAddress peer) {
        int section = fromTag.mediaNumber().orElse(1) - 1;
        if (section < 0 || section >= EndpointSignal.MAX_SECTIONS) {
            LOG.warn("Media number {} is not within 1..{}", section + 1, EndpointSignal.MAX_SECTIONS);
            return RtppReply.Failure.ANY;
        }
        DialogKeys keys = new DialogKeys(
                callId, fromTag.tag(), toTag.map(RtppTag::tag), viaBranch, Optional.empty());
        try {
            return calls.endpoint(new EndpointSignal(endpoint, section, keys, flags(modifiers), isOffer), peer)
                    .<RtppReply>map(RtppReply.Allocated::new)
                    .orElseGet(RtppReply.NoCall::new);
        } catch (CommandException | LoadLimitException e) {
            LOG.warn("Request refused: {}", String.valueOf(e.getMessage()));
            return RtppReply.Failure.ANY;
        }
    }

    private static SignallingFlags flags(RtppModifiers modifiers) {
        RtppModifiers.Sides sides = modifiers.interfaces();
        List<String> direction = new ArrayList<>();
        if (!sides.first().isEmpty()) {
            direction.add(sides.first());
        }
        if (!sides.second().isEmpty()) {
            direction.add(sides.second());
        }
        SignallingFlags none = SignallingFlags.NONE;
        TransportFlags base = none.transport();
        TransportFlags transport = new TransportFlags(
                base.protocol(),
                base.rtcpMux(),
                base.mediaAddress(),
                base.addressFamily(),
                direction,
                base.receivedFrom(),
                base.useSipSource(),
                base.tos(),
                base.portLatching(),
                base.reset());
        return new SignallingFlags(
                transport, none.source(), none.sdp(), none.codec(), none.ice(), none.call(), none.security());
    }

    private RtppReply delete(RtppCommand.Delete delete) {
        NgCommand.Delete command = new NgCommand.Delete(
                delete.callId(),
                Optional.of(delete.fromTag().tag()),
                delete.toTag().map(RtppTag::tag),
                delete.viaBranch(),
                false,
                OptionalInt.empty());
        return calls.delete(command).isPresent() ? new RtppReply.Deleted() : RtppReply.Failure.ANY;
    }

    private RtppReply query(RtppCommand.Query query) {
        CallReport report = calls.inspect(query.callId()).orElse(null);
        if (report == null) {
            return RtppReply.Failure.ANY;
        }
        long rtp = 0;
        long rtcp = 0;
        long newestNs = report.call().lastSignalNs();
        String wanted = query.toTag().orElse(query.fromTag()).tag();
        for (Participant participant : report.listed()) {
            boolean isListed = wanted.equals(participant.tag())
                    || query.fromTag().tag().equals(participant.tag());
            for (MediaSection section : isListed ? participant.sections() : List.<MediaSection>of()) {
                for (int i = 0; i < section.components().size(); i++) {
                    Component component = section.components().get(i);
                    long packets = component.status().get(Cell.PACKETS);
                    newestNs = Math.max(newestNs, component.status().get(Cell.LAST_PACKET_NS));
                    if ((i & 1) == 0) {
                        rtp += packets;
                    } else {
                        rtcp += packets;
                    }
                }
            }
        }
        long idleS = TimeUnit.NANOSECONDS.toSeconds(planeNanos.getAsLong() - newestNs);
        return new RtppReply.Statistics(Math.max(0, calls.settings().silentTimeoutS() - idleS), rtp, rtcp);
    }
}
