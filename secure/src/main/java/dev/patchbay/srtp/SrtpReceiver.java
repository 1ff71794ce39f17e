package dev.patchbay.srtp;

import org.jspecify.annotations.Nullable;

/**
 * Opens SRTP and SRTCP packets under one master key: the receiving half of an SRTP context (RFC 3711, section 3.2.3), for all its
 * sources. A packet changes nothing here before it has proved to be authentic. One thread.
 */
public final class SrtpReceiver {

    /** Sources of one key; only an authentic packet adds one, and then the longest silent one goes. */
    public static final int MAX_SOURCES = 64;

    private final SrtpParameters parameters;
    private final PacketProtection protection;
    private final SourceTable sources = new SourceTable(MAX_SOURCES);
    private long openedIndex = -1;

    public SrtpReceiver(SrtpParameters parameters) {
        this.parameters = parameters;
        this.protection = PacketProtection.of(parameters);
    }

    public SrtpParameters parameters() {
        return parameters;
    }

    /**
     * Opens an SRTP packet in place (RFC 3711, section 3.3).
     *
     * @return unless OK, the packet is as it was
     */
    public SrtpStatus unprotectRtp(SrtpWorkspace workspace) {
        int payloadOffset = PacketHeader.rtpPayloadOffset(workspace.bytes, workspace.length);
        if (payloadOffset < 0 || payloadOffset + protection.rtpOverhead() > workspace.length) {
            return SrtpStatus.MALFORMED;
        }
        int ssrc = PacketHeader.rtpSsrc(workspace.bytes);
        int sequenceNumber = PacketHeader.sequenceNumber(workspace.bytes);
        @Nullable SrtpSource source = sources.find(ssrc);
        long index = source == null ? sequenceNumber : source.estimateRtpIndex(sequenceNumber);
        if (index < 0 || (source != null && !source.rtp.isNew(index))) {
            return SrtpStatus.REPLAYED;
        }
        SrtpStatus status = protection.unprotectRtp(workspace, payloadOffset, ssrc, index);
        if (status == SrtpStatus.OK) {
            (source == null ? sources.addOrReplace(ssrc) : sources.use(source)).rtp.accept(index);
            openedIndex = index;
        }
        return status;
    }

    /** Opens an SRTCP packet in place (RFC 3711, section 3.4). @return as {@link #unprotectRtp} */
    public SrtpStatus unprotectRtcp(SrtpWorkspace workspace) {
        if (!PacketHeader.isRtcp(workspace.bytes, workspace.length)
                || PacketHeader.RTCP_LENGTH + protection.rtcpOverhead() > workspace.length) {
            return SrtpStatus.MALFORMED;
        }
        int ssrc = PacketHeader.rtcpSsrc(workspace.bytes);
        int flagAndIndex = protection.rtcpFlagAndIndex(workspace);
        int index = flagAndIndex & ~PacketProtection.ENCRYPTED_FLAG;
        @Nullable SrtpSource source = sources.find(ssrc);
        if (source != null && !source.rtcp.isNew(index)) {
            return SrtpStatus.REPLAYED;
        }
        SrtpStatus status = protection.unprotectRtcp(workspace, ssrc, flagAndIndex);
        if (status == SrtpStatus.OK) {
            (source == null ? sources.addOrReplace(ssrc) : sources.use(source)).rtcp.accept(index);
            openedIndex = index;
        }
        return status;
    }

    /** The index of the packet opened last: of RTP with the rollover counter, or of RTCP. */
    public long openedIndex() {
        return openedIndex;
    }

    /** Sources that have sent an authentic packet and are remembered. */
    public int sourceCount() {
        return sources.size();
    }

    /** The newest RTP index of a source, rollover counter included; -1 when none is known. */
    public long newestRtpIndex(int ssrc) {
        SrtpSource source = sources.find(ssrc);
        return source == null ? -1 : source.rtp.highest();
    }

    /** The newest SRTCP index of a source; -1 when none is known. */
    public long newestRtcpIndex(int ssrc) {
        SrtpSource source = sources.find(ssrc);
        return source == null ? -1 : source.rtcp.highest();
    }
}
