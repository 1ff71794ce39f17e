package dev.patchbay.negotiate;

import dev.patchbay.ngwire.CodecFlags;
import dev.patchbay.sdp.Codec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Works on the codec list of an m-line: what is stripped, masked or put first in an offer, and what of an answer goes back. No
 * codec is ever added here, so nothing has to be transcoded.
 */
final class CodecNegotiator {

    private static final String ALL = "all";
    private static final String FULL = "full";

    /** Payloads that go along with a codec and are none by themselves (RFC 4733, RFC 3389, RFC 2198). */
    private static final Set<String> SUPPLEMENTAL = Set.of("telephone-event", "cn", "red", "ulpfec", "rtx", "flexfec-03");

    private CodecNegotiator() {}

    /**
     * The list to offer onwards. If nothing would be left, the offer stays as it was.
     *
     * @param offered what the sender listed
     */
    static List<Codec> offer(List<Codec> offered, CodecFlags flags) {
        if (flags.isEmpty()) {
            return offered;
        }
        List<Codec> kept = new ArrayList<>(offered.size());
        List<Codec> removed = new ArrayList<>();
        for (Codec codec : offered) {
            boolean spared = matchesAny(codec, flags.except());
            boolean goes = isRemoved(codec, flags.strip(), spared) || isRemoved(codec, flags.mask(), spared);
            (goes ? removed : kept).add(codec);
        }
        for (String specification : flags.offer()) {
            for (Codec codec : removed) {
                if (matches(codec, specification) && !kept.contains(codec)) {
                    addBack(kept, codec);
                }
            }
        }
        return areAllSupplemental(kept) ? offered : kept;
    }

    /** {@code except} spares a codec from "all" only, not from being named. */
    private static boolean isRemoved(Codec codec, List<String> specifications, boolean spared) {
        return matchesAny(codec, specifications) || (namesAll(specifications) && !spared);
    }

    /** Codecs come back in the order asked for, telephone-event and the like always after them. */
    private static void addBack(List<Codec> kept, Codec codec) {
        int at = kept.size();
        while (!isSupplemental(codec) && at > 0 && isSupplemental(kept.get(at - 1))) {
            at--;
        }
        kept.add(at, codec);
    }

    /**
     * The list to answer with: of the answered codecs those that were offered onwards, in the answerer's order. If no codec is
     * common to both, the answer stays as it is: the parties may know better.
     *
     * @param offered what the receiver of the answer offered, after its options were applied
     * @param answered what the answer lists
     */
    static List<Codec> answer(List<Codec> offered, List<Codec> answered, CodecFlags flags) {
        List<Codec> filtered = offer(answered, flags);
        List<Codec> common = new ArrayList<>(filtered.size());
        for (Codec codec : filtered) {
            if (hasSame(offered, codec) && !common.contains(codec)) {
                common.add(codec);
            }
        }
        List<Codec> result = areAllSupplemental(common) ? filtered : common;
        return flags.singleCodec() ? singleCodec(result) : result;
    }

    private static List<Codec> singleCodec(List<Codec> codecs) {
        List<Codec> kept = new ArrayList<>();
        boolean found = false;
        for (Codec codec : codecs) {
            boolean supplemental = isSupplemental(codec);
            if (supplemental || !found) {
                kept.add(codec);
            }
            found |= !supplemental;
        }
        return kept;
    }

    private static boolean hasSame(List<Codec> codecs, Codec wanted) {
        for (Codec codec : codecs) {
            if (isSame(codec, wanted)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSame(Codec one, Codec other) {
        if (one.payloadType() != other.payloadType()) {
            return false;
        }
        boolean oneUnknown = one.encoding().isEmpty() || other.encoding().isEmpty();
        return oneUnknown || (one.isNamed(other.encoding()) && one.clockRateHz() == other.clockRateHz());
    }

    private static boolean areAllSupplemental(List<Codec> codecs) {
        for (Codec codec : codecs) {
            if (!isSupplemental(codec)) {
                return false;
            }
        }
        return true;
    }

    static boolean isSupplemental(Codec codec) {
        return SUPPLEMENTAL.contains(codec.encoding().toLowerCase(Locale.ROOT));
    }

    private static boolean namesAll(List<String> specifications) {
        return specifications.contains(ALL) || specifications.contains(FULL);
    }

    private static boolean matchesAny(Codec codec, List<String> specifications) {
        for (String specification : specifications) {
            if (matches(codec, specification)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a codec is the one specified as a payload type or as {@code name[/clock[/channels[/bitrate[/ptime[/fmtp]]]]]}: what
     * is left out matches anything, but a clock rate without channels means one channel; bitrate and ptime are not looked at.
     */
    static boolean matches(Codec codec, String specification) {
        List<String> parts = List.of(specification.split("/", 6));
        String name = parts.getFirst();
        if (parts.size() == 1 && !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return name.equals(Integer.toString(codec.payloadType()));
        }
        return name.equalsIgnoreCase(codec.encoding())
                && isUnsetOr(parts, 1, Integer.toString(codec.clockRateHz()))
                && (parts.size() == 1 || (parts.size() > 2 ? parts.get(2) : "1").equals(Integer.toString(codec.channels())))
                && isUnsetOr(parts, 5, codec.fmtp().orElse(""));
    }

    private static boolean isUnsetOr(List<String> parts, int index, String wanted) {
        return index >= parts.size() || parts.get(index).isEmpty() || parts.get(index).equals(wanted);
    }
}
