package dev.patchbay.srtp;

/**
 * Protects RTP and RTCP packets under one master key: the sending half of an SRTP context (RFC 3711, section 3.2.3), for all its
 * sources. It never protects two packets with the same key, source and index: a repeated one is refused. One thread.
 */
public final class SrtpSender {

    /** SRTCP indexes have 31 bits. */
    private static final long MAX_RTCP_INDEX = 0x7fff_ffffL;

    private final SrtpParameters parameters;
    private final PacketProtection protection;
    private final SentIndexes indexes;

    /** @param indexes those of the same master key, in this call and since its begin */
    public SrtpSender(SrtpParameters parameters, SentIndexes indexes) {
        this.parameters = parameters;
        this.protection = PacketProtection.of(parameters);
        this.indexes = indexes;
    }

    public SrtpParameters parameters() {
        return parameters;
    }

    public SentIndexes indexes() {
        return indexes;
    }

    /** Protects an RTP packet in place. @return unless OK, the packet is as it was */
    public SrtpStatus protectRtp(SrtpWorkspace workspace) {
        int payloadOffset = PacketHeader.rtpPayloadOffset(workspace.bytes, workspace.length);
        if (payloadOffset < 0) {
            return SrtpStatus.MALFORMED;
        }
        if (workspace.length + protection.rtpOverhead() > SrtpWorkspace.MAX_LENGTH) {
            return SrtpStatus.TOO_LONG;
        }
        int ssrc = PacketHeader.rtpSsrc(workspace.bytes);
        SrtpSource source = indexes.sources.find(ssrc);
        if (source == null) {
            if (indexes.sources.isFull()) {
                return SrtpStatus.TOO_MANY_SOURCES;
            }
            source = indexes.sources.add(ssrc);
        }
        long index = source.estimateRtpIndex(PacketHeader.sequenceNumber(workspace.bytes));
        if (index < 0 || !source.rtp.isNew(index)) {
            return source.rtp.highest() >= SrtpSource.MAX_RTP_INDEX - ReplayWindow.SIZE
                    ? SrtpStatus.KEY_EXHAUSTED
                    : SrtpStatus.INDEX_USED;
        }
        source.rtp.accept(index);
        protection.protectRtp(workspace, payloadOffset, ssrc, index);
        return SrtpStatus.OK;
    }

    /** Protects an RTCP compound in place. @return as {@link #protectRtp} */
    public SrtpStatus protectRtcp(SrtpWorkspace workspace) {
        if (!PacketHeader.isRtcp(workspace.bytes, workspace.length)) {
            return SrtpStatus.MALFORMED;
        }
        if (workspace.length + protection.rtcpOverhead() > SrtpWorkspace.MAX_LENGTH) {
            return SrtpStatus.TOO_LONG;
        }
        int ssrc = PacketHeader.rtcpSsrc(workspace.bytes);
        SrtpSource source = indexes.sources.find(ssrc);
        if (source == null) {
            if (indexes.sources.isFull()) {
                return SrtpStatus.TOO_MANY_SOURCES;
            }
            source = indexes.sources.add(ssrc);
        }
        long index = source.rtcp.highest() + 1;
        if (index > MAX_RTCP_INDEX) {
            return SrtpStatus.KEY_EXHAUSTED;
        }
        source.rtcp.accept(index);
        protection.protectRtcp(workspace, ssrc, (int) index);
        return SrtpStatus.OK;
    }
}
