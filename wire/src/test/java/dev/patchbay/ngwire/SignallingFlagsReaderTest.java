package dev.patchbay.ngwire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.NgInteger;
import dev.patchbay.ngvalue.NgList;
import dev.patchbay.ngvalue.NgString;
import dev.patchbay.ngwire.SdpFlags.Replace;
import dev.patchbay.ngwire.SecurityFlags.Osrtp;
import dev.patchbay.ngwire.SecurityFlags.SdesOption;
import dev.patchbay.ngwire.TransportFlags.RtcpMux;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every option of an offer or answer in every spelling that clients use. */
class SignallingFlagsReaderTest {

    private final List<String> remarks = new ArrayList<>();

    private SignallingFlags offer(NgDict.Builder request) {
        return SignallingFlagsReader.read(request.build(), true, remarks);
    }

    private SignallingFlags offer(String listKey, String... entries) {
        return offer(NgDict.builder().put(listKey, NgList.ofStrings(List.of(entries))));
    }

    private SignallingFlags answer(String listKey, String... entries) {
        return SignallingFlagsReader.read(
                NgDict.builder().put(listKey, NgList.ofStrings(List.of(entries))).build(), false, remarks);
    }

    private static final Map<String, Predicate<SignallingFlags>> SWITCHES = Map.ofEntries(
            Map.entry("pad-crypto", f -> f.security().sdes().has(SdesOption.PAD)),
            Map.entry("SDES-pad", f -> f.security().sdes().has(SdesOption.PAD)),
            Map.entry("SDES-lifetime", f -> f.security().sdes().has(SdesOption.LIFETIME)),
            Map.entry("SDES-LIFETIME", f -> f.security().sdes().has(SdesOption.LIFETIME)),
            Map.entry("SDES-static", f -> f.security().sdes().has(SdesOption.STATIC)),
            Map.entry("SDES-off", f -> f.security().sdes().has(SdesOption.OFF)),
            Map.entry("SDES-no", f -> f.security().sdes().has(SdesOption.OFF)),
            Map.entry("SDES-nonew", f -> f.security().sdes().has(SdesOption.NO_NEW)),
            Map.entry("SDES-unencrypted_srtp", f -> f.security().sdes().encryptsRtp().equals(Optional.of(false))),
            Map.entry("SDES-ENCRYPTED_SRTP", f -> f.security().sdes().encryptsRtp().equals(Optional.of(true))),
            Map.entry("SDES-UNENCRYPTED_SRTCP", f -> f.security().sdes().encryptsRtcp().equals(Optional.of(false))),
            Map.entry("SDES-encrypted_srtcp", f -> f.security().sdes().encryptsRtcp().equals(Optional.of(true))),
            Map.entry("SDES-unauthenticated_srtp", f -> f.security().sdes().authenticatesRtp().equals(Optional.of(false))),
            Map.entry("SDES-AUTHENTICATED_SRTP", f -> f.security().sdes().authenticatesRtp().equals(Optional.of(true))),
            Map.entry("OSRTP-offer", f -> f.security().osrtp().equals(Set.of(Osrtp.OFFER))),
            Map.entry("OSRTP-accept", f -> f.security().osrtp().equals(Set.of(Osrtp.ACCEPT))),
            Map.entry("trust-address", f -> f.transport().useSipSource().equals(Optional.of(false))),
            Map.entry("SIP-source-address", f -> f.transport().useSipSource().equals(Optional.of(true))),
            Map.entry("asymmetric", f -> f.source().asymmetric()),
            Map.entry("unidirectional", f -> f.source().unidirectional()),
            Map.entry("strict-source", f -> f.source().strictSource()),
            Map.entry("media-handover", f -> f.source().mediaHandover()),
            Map.entry("pierce-NAT", f -> f.source().pierceNat()),
            Map.entry("NAT-wait", f -> f.source().natWait()),
            Map.entry("reset", f -> f.transport().reset()),
            Map.entry("trickle-ICE", f -> f.ice().trickle()),
            Map.entry("trickle-ice", f -> f.ice().trickle()),
            Map.entry("fragment", f -> f.call().fragment()),
            Map.entry("port-latching", f -> f.transport().portLatching().equals(Optional.of(true))),
            Map.entry("no-port-latching", f -> f.transport().portLatching().equals(Optional.of(false))),
            Map.entry("generate-mid", f -> f.sdp().generateMid()),
            Map.entry("strip-extmap", f -> f.sdp().stripExtmap()),
            Map.entry("no-rtcp-attribute", f -> f.sdp().noRtcpAttribute()),
            Map.entry("no-RTCP-attribute", f -> f.sdp().noRtcpAttribute()),
            Map.entry("full-rtcp-attribute", f -> f.sdp().fullRtcpAttribute()),
            Map.entry("full-RTCP-attribute", f -> f.sdp().fullRtcpAttribute()),
            Map.entry("loop-protect", f -> f.sdp().loopProtect()),
            Map.entry("original-sendrecv", f -> f.sdp().originalSendrecv()),
            Map.entry("single-codec", f -> f.codec().singleCodec()),
            Map.entry("debug", f -> f.call().debug()),
            Map.entry("debugging", f -> f.call().debug()));

    @Test
    void shouldSwitchNothingOnByItself() {
        SignallingFlags flags = offer(NgDict.builder());
        assertThat(flags).isEqualTo(SignallingFlags.NONE);
        SWITCHES.forEach((name, isOn) -> assertThat(isOn.test(flags)).as(name).isFalse());
    }

    @Test
    void shouldKnowEveryFlagWithHyphensAndWithBlanks() {
        SWITCHES.forEach((name, isOn) -> {
            assertThat(isOn.test(offer("flags", name))).as(name).isTrue();
            assertThat(isOn.test(offer("flags", name.replace('-', ' ')))).as("%s with blanks", name).isTrue();
            assertThat(isOn.test(answer("flags", name))).as("%s in an answer", name).isTrue();
        });
        assertThat(remarks).isEmpty();
    }

    @Test
    void shouldSwitchOnExactlyOneThingPerFlag() {
        SWITCHES.keySet().forEach(name -> {
            SignallingFlags flags = offer("flags", name);
            assertThat(flags).isNotEqualTo(SignallingFlags.NONE);
            assertThat(SWITCHES.values().stream().filter(isOn -> isOn.test(flags)).count())
                    .as(name)
                    .isBetween(1L, 2L); // two spellings of the same
        });
    }

    @Test
    void shouldTakeTheLastOfContradictingFlags() {
        assertThat(offer("flags", "trust-address", "SIP-source-address").transport().useSipSource()).contains(true);
        assertThat(offer("flags", "port-latching", "no-port-latching").transport().portLatching()).contains(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Asymmetric", "ASYMMETRIC", "asymmetric ", "strict_source", "whatever", "", "codec-strip"})
    void shouldRemarkAnUnknownFlag(String name) {
        assertThat(offer("flags", name)).isEqualTo(SignallingFlags.NONE);
        assertThat(remarks).containsExactly("unknown flag '" + name + "' was ignored");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "record-call", "generate RTCP", "inject DTMF", "allow transcoding",
                "always transcode", "T.38-decode", "transcode-opus",
                "codec-transcode-opus", "codec-set-opus", "codec-accept-opus", "codec-consume-opus"
            })
    void shouldRemarkAFlagOfALaterVersion(String name) {
        assertThat(offer("flags", name)).isEqualTo(SignallingFlags.NONE);
        assertThat(remarks).containsExactly("flag '" + name + "' is not supported by this version and was ignored");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "off", "disable", "disabled", "OFF"})
    void shouldSwitchSdesOff(String option) {
        assertThat(offer("SDES", option).security().sdes().options()).containsExactly(SdesOption.OFF);
        assertThat(offer("flags", "SDES-" + option).security().sdes().options()).containsExactly(SdesOption.OFF);
    }

    @Test
    void shouldReadSuitesOfSdes() {
        SecurityFlags.Sdes sdes = offer("SDES", "no-AES_CM_128_HMAC_SHA1_80", "only-F8_128_HMAC_SHA1_80",
                "order:AEAD_AES_128_GCM;NULL_HMAC_SHA1_32;", "offerer_pref:AES_192_CM_HMAC_SHA1_80", "pad").security().sdes();
        assertThat(sdes.excluded()).containsExactly("AES_CM_128_HMAC_SHA1_80");
        assertThat(sdes.only()).containsExactly("F8_128_HMAC_SHA1_80");
        assertThat(sdes.order()).containsExactly("AEAD_AES_128_GCM", "NULL_HMAC_SHA1_32");
        assertThat(sdes.preferred()).containsExactly("AES_192_CM_HMAC_SHA1_80");
        assertThat(sdes.options()).containsExactly(SdesOption.PAD);
        assertThat(remarks).isEmpty();
    }

    @Test
    void shouldRemarkUnknownOptionsOfSecurity() {
        assertThat(offer("SDES", "foo")).isEqualTo(SignallingFlags.NONE);
        assertThat(offer("OSRTP", "offer", "bar").security().osrtp()).containsExactly(Osrtp.OFFER);
        assertThat(remarks).containsExactly("unknown 'SDES' option 'foo' was ignored", "unknown 'OSRTP' option 'bar' was ignored");
    }

    @Test
    void shouldSayNothingOfTheDefaultSymmetry() {
        assertThat(offer("flags", "symmetric")).isEqualTo(SignallingFlags.NONE);
        assertThat(remarks).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "origin, ORIGIN", "session-connection, SESSION_CONNECTION", "session connection, SESSION_CONNECTION",
        "session name, SESSION_NAME", "SDP version, SDP_VERSION", "sdp-version, SDP_VERSION", "username, USERNAME",
        "zero address, ZERO_ADDRESS"
    })
    void shouldReadWhatIsToBeReplaced(String given, Replace part) {
        assertThat(offer("replace", given).sdp().replace()).containsExactly(part);
        assertThat(remarks).isEmpty();
    }

    @Test
    void shouldRemarkAnUnknownReplacement() {
        assertThat(offer("replace", "origin", "everything").sdp().replace()).containsExactly(Replace.ORIGIN);
        assertThat(remarks).containsExactly("unknown 'replace' value 'everything' was ignored");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rtcp-mux", "RTCP-mux"})
    void shouldReadTheModesOfRtcpMultiplexing(String key) {
        assertThat(offer(key, "offer", "require", "demux", "accept", "reject").transport().rtcpMux())
                .containsExactlyInAnyOrder(RtcpMux.values());
        assertThat(offer(key, "Offer").transport().rtcpMux()).isEmpty();
        assertThat(remarks).containsExactly("unknown 'rtcp-mux' value 'Offer' was ignored");
    }

    @Test
    void shouldReadTheKeysWithTextValues() {
        TransportFlags hyphens = offer(NgDict.builder()
                        .put("transport-protocol", "RTP/AVPF")
                        .put("media-address", "203.0.113.1")
                        .put("address-family", "IP6"))
                .transport();
        TransportFlags blanks = offer(NgDict.builder()
                        .put("transport protocol", "RTP/AVPF")
                        .put("media address", "203.0.113.1")
                        .put("address family", "IP6"))
                .transport();
        assertThat(hyphens.protocol()).contains("RTP/AVPF");
        assertThat(hyphens.mediaAddress()).contains("203.0.113.1");
        assertThat(hyphens.addressFamily()).contains("IP6");
        assertThat(blanks).isEqualTo(hyphens);
    }

    @Test
    void shouldReadAtMostTwoDirections() {
        assertThat(offer("direction", "inside", "outside", "beyond").transport().direction())
                .containsExactly("inside", "outside");
        assertThat(offer("direction", "inside").transport().direction()).containsExactly("inside");
    }

    @ParameterizedTest
    @ValueSource(strings = {"received-from", "received from"})
    void shouldReadTheSourceOfTheSipMessage(String key) {
        assertThat(offer(key, "IP4", "203.0.113.9").transport().receivedFrom()).contains("203.0.113.9");
        assertThat(offer(key, "203.0.113.9").transport().receivedFrom()).isEmpty();
        assertThat(offer(key, "IP4", "203.0.113.9", "5060").transport().receivedFrom()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "184, 184", "255, 255", "-1, -1", "-99999999999, -1"})
    void shouldReadTheTrafficClass(long given, int value) {
        assertThat(offer(NgDict.builder().put("TOS", given)).transport().tos()).hasValue(value);
        assertThat(offer(NgDict.builder().put("TOS", Long.toString(given))).transport().tos()).hasValue(value);
    }

    @ParameterizedTest
    @ValueSource(longs = {256, 257, Long.MAX_VALUE})
    void shouldTakeALargeTrafficClassForTheConfiguredOne(long given) {
        assertThat(offer(NgDict.builder().put("TOS", given)).transport().tos()).isEmpty();
    }

    @Test
    void shouldReadDropTraffic() {
        assertThat(offer(NgDict.builder().put("drop-traffic", "start")).call().dropTraffic()).contains(true);
        assertThat(offer(NgDict.builder().put("drop-traffic", "stop")).call().dropTraffic()).contains(false);
        assertThat(offer(NgDict.builder().put("drop-traffic", "pause")).call().dropTraffic()).isEmpty();
        assertThat(remarks).containsExactly("unknown 'drop-traffic' value 'pause' was ignored");
    }

    @Test
    void shouldReadTheAddressToCallBack() {
        assertThat(offer(NgDict.builder().put("xmlrpc-callback", "192.0.2.7")).call().xmlrpcCallback())
                .contains("192.0.2.7");
        assertThat(offer(NgDict.builder().put("XMLRPC-callback", "192.0.2.7")).call().xmlrpcCallback())
                .contains("192.0.2.7");
    }

    @Test
    void shouldTakeSupportsLiterally() {
        assertThat(offer("supports", "load limit").call().supportsLoadLimit()).isTrue();
        assertThat(offer("supports", "load-limit").call().supportsLoadLimit()).isFalse();
    }

    @Test
    void shouldCollectCodecsFromTheDictionary() {
        NgDict codec = NgDict.builder()
                .put("strip", NgList.ofStrings(List.of("PCMU", "opus/48000/2////stereo--1")))
                .put("except", NgList.ofStrings(List.of("PCMA")))
                .put("offer", NgList.ofStrings(List.of("G722")))
                .put("mask", NgList.ofStrings(List.of("all")))
                .build();
        CodecFlags flags = offer(NgDict.builder().put("codec", codec)).codec();
        assertThat(flags)
                .isEqualTo(new CodecFlags(
                        List.of("PCMU", "opus/48000/2////stereo=1"),
                        List.of("PCMA"),
                        List.of("G722"),
                        List.of("all"),
                        false));
        assertThat(remarks).isEmpty();
    }

    @Test
    void shouldCollectCodecsFromFlags() {
        CodecFlags flags = offer(
                        "flags",
                        "codec-strip-PCMU",
                        "codec strip telephone-event",
                        "codec-except-PCMA",
                        "codec-offer-G722",
                        "codec-mask-opus/48000/2////a--b")
                .codec();
        assertThat(flags.strip()).containsExactly("PCMU", "telephone-event");
        assertThat(flags.except()).containsExactly("PCMA");
        assertThat(flags.offer()).containsExactly("G722");
        assertThat(flags.mask()).containsExactly("opus/48000/2////a=b");
        assertThat(remarks).isEmpty();
    }

    @Test
    void shouldMaskInOffersOnly() {
        assertThat(answer("flags", "codec-mask-PCMU", "codec-strip-PCMA").codec())
                .isEqualTo(new CodecFlags(List.of("PCMA"), List.of(), List.of(), List.of(), false));
    }

    @Test
    void shouldRemarkCodecOperationsOfALaterVersion() {
        NgDict codec =
                NgDict.builder().put("transcode", NgList.ofStrings(List.of("opus"))).build();
        assertThat(offer(NgDict.builder().put("codec", codec)).codec().isEmpty()).isTrue();
        assertThat(remarks)
                .containsExactly("'codec' operation 'transcode' is not supported by this version and was ignored");
    }

    @Test
    void shouldIgnoreValuesOfAnotherKind() {
        SignallingFlags flags = offer(NgDict.builder()
                .put("flags", "asymmetric")
                .put("replace", 5)
                .put("rtcp-mux", "require")
                .put("codec", "strip")
                .put("direction", NgDict.empty())
                .put("drop-traffic", 1)
                .put("TOS", "many")
                .put("media-address", 5)
                .put("supports", "load limit"));
        assertThat(flags).isEqualTo(SignallingFlags.NONE);
    }

    @Test
    void shouldPassOverEntriesOfAnotherKind() {
        NgList mixed = new NgList(List.of(new NgInteger(1), NgList.ofStrings(List.of("x")), new NgString("asymmetric")));
        assertThat(offer(NgDict.builder().put("flags", mixed)).source().asymmetric()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "remove,REMOVE", "force,FORCE", "optional,OPTIONAL", "force-relay,FORCE_RELAY", "force_relay,FORCE_RELAY", "force relay,FORCE_RELAY"
    })
    void shouldReadHowIceIsTreated(String given, IceFlags.Treatment expected) {
        assertThat(offer(NgDict.builder().put("ICE", given)).ice().treatment()).contains(expected);
        assertThat(offer(NgDict.builder().put("ice", given)).ice().treatment()).contains(expected);
        assertThat(remarks).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"off,OFF", "none,OFF", "forward,FORWARD", "fwd,FORWARD", "backward,BACKWARD", "reverse,BACKWARD", "bk,BACKWARD", "both,BOTH"})
    void shouldReadWhereIceIsLite(String given, IceFlags.Lite expected) {
        assertThat(offer(NgDict.builder().put("ICE-lite", given)).ice().lite()).contains(expected);
        assertThat(remarks).isEmpty();
    }

    @Test
    void shouldRemarkOnUnknownIceModes() {
        IceFlags flags = offer(NgDict.builder().put("ICE", "sometimes").put("ICE-lite", "heavy")).ice();
        assertThat(flags).isEqualTo(IceFlags.NONE);
        assertThat(remarks).containsExactly("unknown 'ICE' value 'sometimes' was ignored", "unknown 'ICE-lite' value 'heavy' was ignored");
    }
}
