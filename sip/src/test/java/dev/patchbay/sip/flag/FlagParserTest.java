package dev.patchbay.sip.flag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.json.JsonReader;
import dev.patchbay.json.JsonWriter;
import dev.patchbay.ngvalue.NgDict;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlagParserTest {

    private final FlagParser openSips = new OpenSipsFlagParser();
    private final FlagParser kamailio = new KamailioFlagParser();

    private static void shouldGive(FlagParser parser, NgOperation operation, String flags, String json) throws Exception {
        NgDict expected = JsonReader.readDict(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        NgDict keys = parser.parse(operation, flags).keys();
        assertThat(keys).as(new String(JsonWriter.toBytes(keys), StandardCharsets.UTF_8)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        force trust-address symmetric ICE=force | {'ICE':'force','flags':['force','trust-address','symmetric']}
        force trust-address symmetric replace-origin replace-session-connection ICE=force RTP/SAVPF | {'ICE':'force','flags':['force','trust-address','symmetric'],'replace':['origin','session-connection'],'transport-protocol':'RTP/SAVPF'}
        SRTP AVPF                               | {'transport-protocol':'RTP/SAVPF'}
        SRTP RTP AVPF AVP                       | {'transport-protocol':'RTP/AVP'}
        AVPF RTP/SAVP                           | {'transport-protocol':'RTP/SAVP'}
        UDP/TLS/RTP/SAVPF                       | {'transport-protocol':'UDP/TLS/RTP/SAVPF'}
        in-iface=internal out-iface=external    | {'direction':['internal','external']}
        internal external                       | {'direction':['internal','external']}
        rtcp-mux-demux rtcp-mux-offer           | {'rtcp-mux':['demux','offer']}
        replace-origin replace-zero-address     | {'replace':['origin','zero-address']}
        replace-nonsense                        | {'flags':['replace-nonsense']}
        repacketize=30                          | {'repacketize':30}
        address-family=IP6 media-address=::1    | {'address family':'IP6','media-address':'::1'}
        codec-strip-PCMA transcode-opus SDES-pad| {'flags':['codec-strip-PCMA','transcode-opus','SDES-pad']}
        record-call=yes metadata=7b7d new=key   | {'record-call':'yes','metadata':'7b7d','new':'key'}
        asymmetric auto-bridge SIP-source-address loop-protect codec-mask-PCMA | {'flags':['asymmetric','auto-bridge','SIP-source-address','loop-protect','codec-mask-PCMA']}
        rtcp-mux-reject rtcp-mux-require rtcp-mux-accept | {'rtcp-mux':['reject','require','accept']}
        ICE=remove RTP/AVP                      | {'ICE':'remove','transport-protocol':'RTP/AVP'}
        RTP/SAVP                                | {'transport-protocol':'RTP/SAVP'}
        RTP/AVPF                                | {'transport-protocol':'RTP/AVPF'}
        call-id=x from-tag=y to-tag=z           | {}
        via-branch=auto received-from=10.0.0.1  | {}
        """)
    void shouldReadAnOfferAsOpenSips(String flags, String json) throws Exception {
        shouldGive(openSips, NgOperation.OFFER, flags, json);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        replace-origin replace=SDP-version     | {'replace':['origin','SDP-version']}
        SDES-off SDES=pad                      | {'SDES':['off','pad']}
        T.38=decode T38-force                  | {'T38':['decode','force']}
        codec-strip-PCMA codec-transcode=opus transcode-G722 codec-mask-all | {'codec':{'strip':['PCMA'],'transcode':['opus','G722'],'mask':['all']}}
        DTLS                                   | {'transport-protocol':'UDP/TLS/RTP/SAVP'}
        DTLS=passive                           | {'DTLS':'passive'}
        TOS=184 delete-delay=3                 | {'TOS':184,'delete delay':3}
        direction=pub direction=priv           | {'direction':['pub','priv']}
        rtcp-mux-accept                        | {'rtcp-mux':['accept']}
        loop-protect force-asymmetric          | {'flags':['loop-protect','force-asymmetric']}
        received-from-10.0.0.1                 | {}
        ICE=remove record-call=on              | {'ICE':'remove','record-call':'on'}
        """)
    void shouldReadAnOfferAsKamailio(String flags, String json) throws Exception {
        shouldGive(kamailio, NgOperation.OFFER, flags, json);
    }

    @Test
    void shouldSendBareWordsOnlyWhereModulesDo() throws Exception {
        shouldGive(openSips, NgOperation.DELETE, "fatal delete-delay=0", "{'delete-delay':0}");
        shouldGive(kamailio, NgOperation.BLOCK_MEDIA, "all", "{'flags':['all']}");
        shouldGive(kamailio, NgOperation.PLAY_MEDIA, "some file=/x", "{'file':'/x'}");
    }

    @Test
    void shouldTakeOutWhatItNeedsItself() throws Exception {
        CommandFlags flags = kamailio.parse(
                NgOperation.OFFER, "call-id=c from-tag=f to-tag=t via-branch=auto-next received-from=192.0.2.1 directional force-answer");
        assertThat(flags.operation()).isEqualTo(NgOperation.ANSWER);
        assertThat(flags.callId()).contains("c");
        assertThat(flags.fromTag()).contains("f");
        assertThat(flags.toTag()).contains("t");
        assertThat(flags.isToTagForced()).isTrue();
        assertThat(flags.isDirectional()).isTrue();
        assertThat(flags.viaBranch()).isEqualTo(new ViaBranch.Of(ViaBranch.Place.AUTO_NEXT));
        assertThat(flags.receivedFrom()).contains("192.0.2.1");
        assertThat(openSips.parse(NgOperation.OFFER, "via-branch-param=z9").viaBranch()).isEqualTo(new ViaBranch.Literal("z9"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"in-iface=a", "out-iface=b", "repacketize=x", "media-address", "media-address=", "via-branch=3", "via-branch=next", "address-family=6", "call-id"})
    void shouldRefuseAsOpenSips(String flags) {
        assertThatThrownBy(() -> openSips.parse(NgOperation.OFFER, flags)).isInstanceOf(FlagException.class).hasMessageContaining("flag '");
    }

    @Test
    void shouldForceAnswersOnlyInOffers() {
        for (FlagParser parser : List.of(openSips, kamailio)) {
            assertThatThrownBy(() -> parser.parse(NgOperation.ANSWER, "force-answer")).isInstanceOf(FlagException.class);
            assertThatThrownBy(() -> parser.parse(NgOperation.OFFER, "x".repeat(FlagParser.MAX_LENGTH + 1)))
                    .isInstanceOf(FlagException.class);
        }
    }

    @Test
    void shouldBearAnything() {
        Random random = new Random(31);
        String[] pieces = {"codec-", "strip", "-", "=", " ", "replace", "SDES", "RTP", "AVP", "to-tag", "via-branch", "TOS", "9", "\t", "direction", "\u00ff"};
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int count = random.nextInt(12); count > 0; count--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            for (FlagParser parser : List.of(openSips, kamailio)) {
                try {
                    parser.parse(NgOperation.values()[i % NgOperation.values().length], text.toString());
                } catch (FlagException e) {
                    assertThat(e.getMessage()).startsWith("flag '");
                }
            }
        }
    }
}
