package dev.patchbay.stun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.net.TransportAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The test vectors of RFC 5769. */
class StunRfc5769Test {

    private static final StunKey KEY = StunKey.ofPassword("VOkJxbRl1RmTxUk/WvJxBt");
    private static final TransactionId ID = new TransactionId(0xb7e7a701, 0xbc34d686fa87dfaeL);

    private static final String REQUEST = """
            00 01 00 58 21 12 a4 42 b7 e7 a7 01 bc 34 d6 86 fa 87 df ae
            80 22 00 10 53 54 55 4e 20 74 65 73 74 20 63 6c 69 65 6e 74
            00 24 00 04 6e 00 01 ff
            80 29 00 08 93 2f f9 b1 51 26 3b 36
            00 06 00 09 65 76 74 6a 3a 68 36 76 59 20 20 20
            00 08 00 14 9a ea a7 0c bf d8 cb 56 78 1e f2 b5 b2 d3 f2 49 c1 b5 71 a2
            80 28 00 04 e5 7a 3b cf""";

    private static final String IPV4_RESPONSE = """
            01 01 00 3c 21 12 a4 42 b7 e7 a7 01 bc 34 d6 86 fa 87 df ae
            80 22 00 0b 74 65 73 74 20 76 65 63 74 6f 72 20
            00 20 00 08 00 01 a1 47 e1 12 a6 43
            00 08 00 14 2b 91 f5 99 fd 9e 90 c3 8c 74 89 f9 2a f9 ba 53 f0 6b e7 d7
            80 28 00 04 c0 7d 4c 96""";

    private static final String IPV6_RESPONSE = """
            01 01 00 48 21 12 a4 42 b7 e7 a7 01 bc 34 d6 86 fa 87 df ae
            80 22 00 0b 74 65 73 74 20 76 65 63 74 6f 72 20
            00 20 00 14 00 02 a1 47 01 13 a9 fa a5 d3 f1 79 bc 25 f4 b5 be d2 b9 d9
            00 08 00 14 a3 82 95 4e 4b e6 7b f1 17 84 c9 7c 82 92 c2 75 bf e3 ed 41
            80 28 00 04 c8 fb 0b 4c""";

    private static final String LONG_TERM_REQUEST = """
            00 01 00 60 21 12 a4 42 78 ad 34 33 c6 ad 72 c0 29 da 41 2e
            00 06 00 12 e3 83 9e e3 83 88 e3 83 aa e3 83 83 e3 82 af e3 82 b9 00 00
            00 15 00 1c 66 2f 2f 34 39 39 6b 39 35 34 64 36 4f 4c 33 34 6f 4c 39 46 53 54 76 79 36 34 73 41
            00 14 00 0b 65 78 61 6d 70 6c 65 2e 6f 72 67 00
            00 08 00 14 f6 70 24 65 6d d6 4a 3e 02 b8 e0 71 2e 85 c9 a2 8c a8 96 66""";

    private final StunDigest digest = new StunDigest();
    private final StunView view = new StunView(digest);
    private final StunWriter writer = new StunWriter(digest);

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }

    private void read(String hex) {
        byte[] message = bytes(hex);
        assertThat(view.wrap(ByteBuffer.wrap(message), message.length)).as(view.defect().explanation()).isTrue();
    }

    @Test
    void shouldReadTheSampleRequest() {
        read(REQUEST);
        assertThat(view.isBinding(StunClass.REQUEST)).isTrue();
        assertThat(view.hasTransaction(ID)).isTrue();
        assertThat(view.transactionId()).isEqualTo(ID);
        assertThat(view.text(StunAttribute.SOFTWARE)).isEqualTo("STUN test client");
        assertThat(view.priority()).isEqualTo(0x6e0001ffL);
        assertThat(view.tieBreaker(StunAttribute.ICE_CONTROLLED)).isEqualTo(0x932ff9b151263b36L);
        assertThat(view.has(StunAttribute.ICE_CONTROLLING)).isFalse();
        assertThat(view.text(StunAttribute.USERNAME)).isEqualTo("evtj:h6vY");
        assertThat(view.isUserOf("evtj".getBytes(StandardCharsets.US_ASCII))).isTrue();
        assertThat(view.isUserOf("evt".getBytes(StandardCharsets.US_ASCII))).isFalse();
        assertThat(view.has(StunAttribute.FINGERPRINT)).isTrue();
        assertThat(view.isAuthentic(KEY)).isTrue();
        assertThat(view.isAuthentic(StunKey.ofPassword("another"))).isFalse();
    }

    @Test
    void shouldReadTheSampleResponses() {
        read(IPV4_RESPONSE);
        assertThat(view.isBinding(StunClass.SUCCESS)).isTrue();
        assertThat(view.mappedAddress()).isEqualTo(TransportAddress.of("192.0.2.1", 32853));
        assertThat(view.isAuthentic(KEY)).isTrue();
        read(IPV6_RESPONSE);
        assertThat(view.mappedAddress()).isEqualTo(TransportAddress.of("2001:db8:1234:5678:11:2233:4455:6677", 32853));
        assertThat(view.isAuthentic(KEY)).isTrue();
    }

    @Test
    void shouldReadTheSampleRequestWithLongTermCredentials() throws Exception {
        read(LONG_TERM_REQUEST);
        assertThat(view.text(StunAttribute.USERNAME)).isEqualTo("\u30DE\u30C8\u30EA\u30C3\u30AF\u30B9");
        assertThat(view.text(StunAttribute.REALM)).isEqualTo("example.org");
        assertThat(view.text(StunAttribute.NONCE)).isEqualTo("f//499k954d6OL34oL9FSTvy64sA");
        String credentials = view.text(StunAttribute.USERNAME) + ":example.org:TheMatrIX";
        byte[] key = MessageDigest.getInstance("MD5").digest(credentials.getBytes(StandardCharsets.UTF_8));
        assertThat(view.isAuthentic(StunKey.ofBytes(key))).isTrue();
    }

    @Test
    void shouldWriteTheSampleRequest() {
        // The vectors pad with spaces where zeros are written today, so the checksums are compared by reading them.
        writer.begin(StunClass.REQUEST, ID)
                .text(StunAttribute.SOFTWARE, "STUN test client")
                .priority(0x6e0001ffL)
                .role(StunAttribute.ICE_CONTROLLED, 0x932ff9b151263b36L)
                .text(StunAttribute.USERNAME, "evtj:h6vY")
                .integrity(KEY)
                .fingerprint();
        ByteBuffer written = ByteBuffer.allocate(writer.length());
        writer.copyTo(written);
        byte[] vector = bytes(REQUEST);
        int padding = 20 + 20 + 8 + 12 + 4 + 9;
        assertThat(written.array()).hasSameSizeAs(vector);
        assertThat(Arrays.copyOf(written.array(), padding)).isEqualTo(Arrays.copyOf(vector, padding));
        assertThat(view.wrap(written, written.capacity())).isTrue();
        assertThat(view.isAuthentic(KEY)).isTrue();
    }

    @Test
    void shouldWriteAddressesAsInTheSampleResponses() {
        for (TransportAddress address : List.of(
                TransportAddress.of("192.0.2.1", 32853), TransportAddress.of("2001:db8:1234:5678:11:2233:4455:6677", 32853))) {
            writer.begin(StunClass.SUCCESS, ID).xorMappedAddress(address);
            ByteBuffer written = ByteBuffer.allocate(writer.length());
            writer.copyTo(written);
            String hex = HexFormat.of().formatHex(written.array(), 20, written.capacity());
            boolean isIpv4 = writer.length() == 32;
            assertThat((isIpv4 ? IPV4_RESPONSE : IPV6_RESPONSE).replaceAll("\\s", "")).contains(hex);
        }
    }
}
