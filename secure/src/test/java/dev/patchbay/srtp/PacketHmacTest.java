package dev.patchbay.srtp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PacketHmacTest {

    private enum Kind {
        DIGEST(DigestHmac::new),
        PREPARED(PreparedHmac::new);

        private final Function<byte[], PacketHmac> maker;

        Kind(Function<byte[], PacketHmac> maker) {
            this.maker = maker;
        }
    }

    private final SrtpWorkspace workspace = new SrtpWorkspace();

    /** RFC 2202, section 3, cases 1 and 2. */
    @ParameterizedTest
    @EnumSource
    void shouldComeToTheResultsOfTheRfc(Kind kind) {
        byte[] key = new byte[20];
        Arrays.fill(key, (byte) 0x0b);
        assertThat(hmac(kind, key, "Hi There")).isEqualTo("b617318655057264e28bc0b6fb378c8ef146be00");
        assertThat(hmac(kind, "Jefe".getBytes(US_ASCII), "what do ya want for nothing?"))
                .isEqualTo("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
    }

    private String hmac(Kind kind, byte[] key, String message) {
        byte[] octets = message.getBytes(US_ASCII);
        load(octets);
        kind.maker.apply(key).compute(workspace, octets.length);
        return HexFormat.of().formatHex(workspace.digest);
    }

    @ParameterizedTest
    @EnumSource
    void shouldAgreeWithTheRuntimeAtEveryLength(Kind kind) throws Exception {
        Random random = new Random(2104);
        byte[] key = new byte[PacketHmac.KEY_LENGTH];
        random.nextBytes(key);
        PacketHmac hmac = kind.maker.apply(key);
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(key, "HmacSHA1"));
        for (int length = 0; length <= 300; length++) {
            byte[] message = new byte[length + Integer.BYTES];
            random.nextBytes(message);
            load(message);
            hmac.compute(workspace, length);
            mac.update(message, 0, length);
            assertThat(workspace.digest).as("%d bytes", length).isEqualTo(mac.doFinal());

            hmac.compute(workspace, length, NetworkBytes.getInt(message, length));
            assertThat(workspace.digest).as("%d bytes and four", length).isEqualTo(mac.doFinal(message));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotAllocate(Kind kind) {
        PacketHmac hmac = kind.maker.apply(new byte[PacketHmac.KEY_LENGTH]);
        load(new byte[172]);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().threadId();
        compute(hmac, 20_000);
        long before = threads.getThreadAllocatedBytes(thread);
        compute(hmac, 20_000);
        assertThat(threads.getThreadAllocatedBytes(thread) - before).isLessThan(512);
    }

    private void compute(PacketHmac hmac, int times) {
        for (int i = 0; i < times; i++) {
            hmac.compute(workspace, 172, i);
        }
    }

    private void load(byte[] message) {
        workspace.load(ByteBuffer.wrap(message), message.length);
    }

    @Test
    void shouldKnowProcessorsWithInstructions(@TempDir Path directory) throws IOException {
        assertThat(Sha1Instructions.areThere(described(directory, "flags\t\t: fpu sse4_2 aes avx2 sha_ni vaes"))).isTrue();
        assertThat(Sha1Instructions.areThere(described(directory, "Features\t: fp asimd aes pmull sha1 sha2"))).isTrue();
        assertThat(Sha1Instructions.areThere(described(directory, "flags\t\t: fpu sse4_2 aes avx2 avx512f"))).isFalse();
        assertThat(Sha1Instructions.areThere(directory.resolve("none"))).isTrue();
    }

    private static Path described(Path directory, String line) throws IOException {
        return Files.writeString(directory.resolve("cpuinfo"), line + "\n");
    }
}
