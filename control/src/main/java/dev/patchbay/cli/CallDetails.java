package dev.patchbay.cli;

import dev.patchbay.metrics.TrafficFigures;
import dev.patchbay.net.TransportAddress;
import java.util.List;
import java.util.Optional;

/**
 * One call, in full.
 *
 * @param tos type of service of its media
 * @param lastSignalS when the last request about it came, seconds since 1970
 */
public record CallDetails(CallSummary summary, int tos, long lastSignalS, List<Party> parties) {

    public CallDetails {
        parties = List.copyOf(parties);
    }

    /** The role of a party in the first offer. */
    public enum PartyType {
        FROM_TAG,
        TO_TAG,
        UNKNOWN
    }

    /**
     * @param tag empty as long as it is unknown
     * @param label empty for none
     * @param viaBranch empty for none
     * @param durationUs how long it has been part of the call
     * @param subscribedTo tags of those whose media it gets
     * @param subscribers tags of those who get its media
     */
    public record Party(
            String tag,
            PartyType type,
            String label,
            String viaBranch,
            long durationUs,
            List<String> subscribedTo,
            List<String> subscribers,
            List<Media> medias) {

        public Party {
            subscribedTo = List.copyOf(subscribedTo);
            subscribers = List.copyOf(subscribers);
            medias = List.copyOf(medias);
        }
    }

    /**
     * @param index from 1
     * @param type such as {@code audio}
     * @param protocol such as {@code RTP/AVP}; empty when unknown
     * @param codec such as {@code PCMA/8000}; empty when unknown
     */
    public record Media(int index, String type, String protocol, Optional<String> codec, List<Port> ports) {

        public Media {
            ports = List.copyOf(ports);
        }
    }

    /**
     * @param local empty when no socket is open
     * @param endpoint empty when unknown
     * @param isRtcpOnly a port for RTCP alone
     * @param ssrc of the last packet received; 0 before the first
     * @param received from the endpoint
     * @param lastPacketS when, in seconds since 1970
     */
    public record Port(
            Optional<TransportAddress> local,
            Optional<TransportAddress> endpoint,
            boolean isRtcpOnly,
            long ssrc,
            TrafficFigures received,
            long lastPacketS) {}
}
