package dev.patchbay.sip.flag;

import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.NgList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a flags string has said so far. One thread, one string. */
final class FlagCollector {

    private static final int SECURE = 1;
    private static final int FEEDBACK = 2;
    private static final List<String> TRANSPORTS = List.of("RTP/AVP", "RTP/SAVP", "RTP/AVPF", "RTP/SAVPF");

    private final NgOperation asked;
    private final NgDict.Builder keys = NgDict.builder();
    private final List<String> flags = new ArrayList<>();
    private final Map<String, List<String>> lists = new LinkedHashMap<>();
    private final Map<String, List<String>> codecs = new LinkedHashMap<>();
    private @Nullable String explicitTransport;
    private int transportBits;
    private boolean hasTransportBits;
    private boolean isAnswerForced;
    private @Nullable String inInterface;
    private @Nullable String outInterface;

    Optional<String> callId = Optional.empty();
    Optional<String> fromTag = Optional.empty();
    Optional<String> toTag = Optional.empty();
    Optional<String> receivedFrom = Optional.empty();
    ViaBranch viaBranch = new ViaBranch.None();
    boolean isToTagForced;
    boolean isDirectional;

    FlagCollector(NgOperation asked) {
        this.asked = asked;
        // The modules write their lists in this order, whatever the order of the tokens.
        for (String name : List.of("direction", "replace", "rtcp-mux", "SDES", "T38")) {
            lists.put(name, new ArrayList<>());
        }
    }

    void flag(String token) {
        flags.add(token);
    }

    void key(String name, String value) {
        keys.put(name, value);
    }

    void key(String name, long value) {
        keys.put(name, value);
    }

    void list(String name, String entry) {
        lists.computeIfAbsent(name, _ -> new ArrayList<>()).add(entry);
    }

    void codec(String what, String codec) {
        codecs.computeIfAbsent(what, _ -> new ArrayList<>()).add(codec);
    }

    /** @return false when the word is none of the transport words */
    boolean transport(String word) {
        switch (word) {
            case "RTP" -> bits(0, SECURE);
            case "SRTP" -> bits(SECURE, 0);
            case "AVP" -> bits(0, FEEDBACK);
            case "AVPF" -> bits(FEEDBACK, 0);
            case "RTP/AVP", "RTP/SAVP", "RTP/AVPF", "RTP/SAVPF" -> {
                transportBits = TRANSPORTS.indexOf(word);
                hasTransportBits = true;
            }
            case "UDP/TLS/RTP/SAVP", "UDP/TLS/RTP/SAVPF" -> explicitTransport = word;
            default -> {
                return false;
            }
        }
        return true;
    }

    private void bits(int set, int cleared) {
        transportBits = (transportBits | set) & ~cleared;
        hasTransportBits = true;
    }

    void explicitTransport(String protocol) {
        explicitTransport = protocol;
    }

    void inInterface(String name) {
        inInterface = name;
    }

    void outInterface(String name) {
        outInterface = name;
    }

    void forceAnswer() throws FlagException {
        if (asked != NgOperation.OFFER) {
            throw new FlagException("force-answer", "only an offer can be made an answer");
        }
        isAnswerForced = true;
    }

    void viaBranch(String token, String value, boolean isKamailio) throws FlagException {
        for (ViaBranch.Place place : ViaBranch.Place.values()) {
            if (place.word().equals(value) && (isKamailio || !place.isKamailioOnly())) {
                viaBranch = new ViaBranch.Of(place);
                return;
            }
        }
        throw new FlagException(
                token, "the branch is 1, 2, auto or extra" + (isKamailio ? ", next, auto-next or auto-extra" : ""));
    }

    CommandFlags finish() throws FlagException {
        addInterfaces();
        addList("direction");
        if (!flags.isEmpty() && asked.hasFlagList()) {
            keys.put("flags", NgList.ofStrings(flags));
        }
        addList("replace");
        if (explicitTransport != null) {
            keys.put("transport-protocol", explicitTransport);
        } else if (hasTransportBits) {
            keys.put("transport-protocol", TRANSPORTS.get(transportBits));
        }
        List.copyOf(lists.keySet()).forEach(this::addList);
        if (!codecs.isEmpty()) {
            NgDict.Builder codec = NgDict.builder();
            codecs.forEach((what, names) -> codec.put(what, NgList.ofStrings(names)));
            keys.put("codec", codec);
        }
        return new CommandFlags(
                isAnswerForced ? NgOperation.ANSWER : asked,
                callId,
                fromTag,
                toTag,
                isToTagForced,
                isDirectional,
                viaBranch,
                receivedFrom,
                keys.build());
    }

    private void addInterfaces() throws FlagException {
        if (inInterface == null && outInterface == null) {
            return;
        }
        if (inInterface == null || outInterface == null) {
            String given = inInterface == null ? "out-iface" : "in-iface";
            throw new FlagException(given, "in-iface= and out-iface= are needed together");
        }
        if (asked.isOfferOrAnswer()) {
            list("direction", inInterface);
            list("direction", outInterface);
        }
    }

    private void addList(String name) {
        List<String> entries = lists.remove(name);
        if (entries != null && !entries.isEmpty()) {
            keys.put(name, NgList.ofStrings(entries));
        }
    }
}
