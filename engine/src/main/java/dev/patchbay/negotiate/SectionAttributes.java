package dev.patchbay.negotiate;

import dev.patchbay.call.MediaSection;
import dev.patchbay.call.MediaSection.Flag;
import dev.patchbay.call.SectionDtls;
import dev.patchbay.dtls.DtlsRole;
import dev.patchbay.dtls.Fingerprint;
import dev.patchbay.dtls.FingerprintHash;
import dev.patchbay.net.IpAddress;
import dev.patchbay.ngwire.SecurityFlags.Sdes;
import dev.patchbay.ngwire.SecurityFlags.SdesOption;
import dev.patchbay.ngwire.IceFlags.Treatment;
import dev.patchbay.ngwire.SignallingFlags;
import dev.patchbay.port.PortSet;
import dev.patchbay.sdes.CryptoAttribute;
import dev.patchbay.sdp.Attribute;
import dev.patchbay.sdp.Codec;
import dev.patchbay.sdp.Direction;
import dev.patchbay.sdp.MediaDescription;
import dev.patchbay.sdp.SetupRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which attributes of a media section go, and which of its own the relay adds at the end, always in the same order: mid; rtpmap,
 * fmtp and rtcp-fb of each codec; direction; rtcp and rtcp-mux; crypto; setup and fingerprint; ptime; ICE.
 */
final class SectionAttributes {

    private final EngineSettings settings;
    private final SignallingFlags flags;
    private final boolean isOffer;
    private final MediaSection from;
    private final MediaSection to;
    private final MediaDescription media;
    private final Optional<IpAddress> own;
    private final boolean isRtp;
    private final List<Codec> codecs;

    /**
     * @param from the sender's section, brought up to date with {@code media}
     * @param to the receiver's section
     * @param own the address printed for the section
     */
    SectionAttributes(
            EngineSettings settings,
            SignallingFlags flags,
            boolean isOffer,
            MediaSection from,
            MediaSection to,
            MediaDescription media,
            Optional<IpAddress> own) {
        this.settings = settings;
        this.flags = flags;
        this.isOffer = isOffer;
        this.from = from;
        this.to = to;
        this.media = media;
        this.own = own;
        this.isRtp = media.isRtp();
        this.codecs = isOffer || to.codecs().isEmpty()
                ? from.codecs()
                : CodecNegotiator.answer(to.codecs(), from.codecs(), flags.codec());
    }

    boolean isStripped(Attribute attribute) {
        if (StrippedAttributes.isIce(attribute)) {
            boolean isKept = from.has(Flag.ICE_PASSTHROUGH) && !(attribute instanceof Attribute.EndOfCandidates);
            return !isKept || OwnCandidates.isRemoved(attribute, flags.ice());
        }
        if (StrippedAttributes.isSdes(attribute)) {
            return isRtp;
        }
        if (StrippedAttributes.isDtls(attribute)) {
            return true;
        }
        if (StrippedAttributes.isReplaced(attribute)) {
            return attribute instanceof Attribute.Mid || !flags.ice().is(Treatment.FORCE_RELAY);
        }
        return switch (attribute) {
            case Attribute.Ptime _ -> true;
            case Direction _ -> !flags.sdp().originalSendrecv();
            case Attribute.RtpMap _ -> isRtp;
            case Attribute.Fmtp _ -> isRtp;
            case Attribute.RtcpFb feedback -> isRtp && feedback.payloadType() != Attribute.RtcpFb.ALL_PAYLOAD_TYPES;
            case Attribute.ExtMap _ -> flags.sdp().stripExtmap();
            default -> false;
        };
    }

    /** The formats to print in the m-line. rtpengine: of a refused section too. */
    List<String> formats() {
        if (!isRtp || codecs.isEmpty()) {
            return media.media().formats();
        }
        List<String> payloadTypes = new ArrayList<>(codecs.size());
        for (Codec codec : codecs) {
            payloadTypes.add(Integer.toString(codec.payloadType()));
        }
        return payloadTypes;
    }

    List<Attribute> appended() {
        List<Attribute> attributes = new ArrayList<>();
        mid().ifPresent(mid -> attributes.add(new Attribute.Mid(mid)));
        if (media.isRejected()) {
            addEndOfCandidates(attributes);
            return attributes;
        }
        if (isRtp) {
            codecs.forEach(codec -> addCodec(attributes, codec));
        }
        if (!flags.sdp().originalSendrecv()) {
            attributes.add(direction());
        }
        if (isRtp) {
            if (!flags.ice().is(Treatment.FORCE_RELAY)) {
                addRtcp(attributes);
            }
            addCrypto(attributes);
            addDtls(attributes);
            ptimeMs().ifPresent(ptime -> attributes.add(new Attribute.Ptime(ptime)));
        }
        attributes.addAll(OwnCandidates.print(to, flags.ice(), isOffer));
        addEndOfCandidates(attributes);
        return attributes;
    }

    /** What the sender has said is passed on; the relay itself has no more candidates than it lists. */
    private void addEndOfCandidates(List<Attribute> attributes) {
        boolean isOwn = to.has(Flag.ICE) && to.has(Flag.TRICKLE_ICE) && !to.has(Flag.ICE_PASSTHROUGH);
        if (media.has(Attribute.EndOfCandidates.class) || (isOwn && !media.isRejected())) {
            attributes.add(new Attribute.EndOfCandidates());
        }
    }

    /** An offer passes the sender's name of the section on; an answer uses the one the receiver gave it. */
    private Optional<String> mid() {
        if (!isOffer) {
            return to.mid();
        }
        if (from.mid().isPresent() || !flags.sdp().generateMid()) {
            return from.mid();
        }
        return Optional.of(generatedMid(from.index()));
    }

    /** @param index 0-based position of the section in the whole body */
    static String generatedMid(int index) {
        return Integer.toString(index + 1);
    }

    private static void addCodec(List<Attribute> attributes, Codec codec) {
        if (!codec.encoding().isEmpty()) {
            attributes.add(Attribute.RtpMap.of(
                    codec.payloadType(), codec.encoding(), codec.clockRateHz(), codec.channels()));
        }
        String format = Integer.toString(codec.payloadType());
        codec.fmtp().ifPresent(parameters -> attributes.add(new Attribute.Fmtp(format, parameters)));
        codec.rtcpFb().forEach(value -> attributes.add(new Attribute.RtcpFb(codec.payloadType(), value)));
    }

    private Direction direction() {
        if (to.has(Flag.SEND)) {
            return to.has(Flag.RECV) ? Direction.SENDRECV : Direction.SENDONLY;
        }
        return to.has(Flag.RECV) ? Direction.RECVONLY : Direction.INACTIVE;
    }

    private void addRtcp(List<Attribute> attributes) {
        boolean isMuxed = to.has(Flag.RTCP_MUX);
        Optional<PortSet> ports = to.ports();
        if (!flags.sdp().noRtcpAttribute() && ports.isPresent()) {
            int port = ports.get().first() + (isMuxed ? 0 : 1);
            attributes.add(new Attribute.Rtcp(port, flags.sdp().fullRtcpAttribute() ? own : Optional.empty()));
        }
        if (isMuxed || (isOffer && to.isRtcpMuxProposed())) {
            attributes.add(new Attribute.RtcpMux());
        }
    }

    private void addCrypto(List<Attribute> attributes) {
        Sdes sdes = flags.security().sdes();
        for (CryptoAttribute line : to.sdes().own()) {
            attributes.add(line.print(sdes.has(SdesOption.PAD), sdes.has(SdesOption.LIFETIME)));
        }
    }

    private void addDtls(List<Attribute> attributes) {
        SectionDtls dtls = to.dtls();
        if (!dtls.isOn()) {
            return;
        }
        attributes.add(new Attribute.Setup(setup(dtls)));
        Fingerprint fingerprint = settings.security().fingerprint().of(dtls.hash().orElse(FingerprintHash.SHA_256));
        attributes.add(new Attribute.Fingerprint(fingerprint.hash().sdpName(), fingerprint.text()));
    }

    private static SetupRole setup(SectionDtls dtls) {
        if (dtls.isUndecided()) {
            return SetupRole.ACTPASS;
        }
        return dtls.roles().contains(DtlsRole.CLIENT) ? SetupRole.ACTIVE : SetupRole.PASSIVE;
    }

    private OptionalInt ptimeMs() {
        return from.ptimeMs().isPresent() ? from.ptimeMs() : to.ptimeMs();
    }
}
