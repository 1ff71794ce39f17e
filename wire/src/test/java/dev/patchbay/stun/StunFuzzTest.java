package dev.patchbay.stun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.net.IpAddress;
import dev.patchbay.net.IpFamily;
import dev.patchbay.net.TransportAddress;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is written is read back; and any damage is either noticed or harmless. A read beyond the message throws. */
class StunFuzzTest {

    private static final int ROUNDS = 30_000;
    private static final long SEED = 20250407;
    private static final StunKey KEY = StunKey.ofPassword("a password of some length");

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final StunDigest digest = new StunDigest();
    private final StunView view = new StunView(digest);
    private final StunWriter writer = new StunWriter(digest);

    private static TransportAddress randomAddress(SplittableRandom random) {
        IpAddress ip = random.nextBoolean()
                ? new IpAddress(IpFamily.IPV4, 0, Integer.toUnsignedLong(random.nextInt()))
                : new IpAddress(IpFamily.IPV6, random.nextLong(), random.nextLong());
        return new TransportAddress(ip, random.nextInt(65536));
    }

    private ByteBuffer written() {
        ByteBuffer copy = ByteBuffer.allocate(writer.length());
        writer.copyTo(copy);
        return copy;
    }

    @Test
    void shouldReadBackWhatItWrote() {
        for (int round = 0; round < ROUNDS; round++) {
            StunClass messageClass = StunClass.values()[random.nextInt(4)];
            TransactionId id = TransactionId.random(random);
            TransportAddress address = randomAddress(random);
            long priority = Integer.toUnsignedLong(random.nextInt());
            long tieBreaker = random.nextLong();
            String user = "u".repeat(random.nextInt(200));
            StunError error = StunError.values()[random.nextInt(StunError.values().length)];
            boolean nominates = random.nextBoolean();
            StunAttribute role = random.nextBoolean() ? StunAttribute.ICE_CONTROLLED : StunAttribute.ICE_CONTROLLING;
            writer.begin(messageClass, id)
                    .text(StunAttribute.USERNAME, user)
                    .xorMappedAddress(address)
                    .priority(priority)
                    .role(role, tieBreaker)
                    .error(error);
            if (nominates) {
                writer.useCandidate();
            }
            writer.integrity(KEY);
            if (random.nextBoolean()) {
                writer.fingerprint();
            }
            ByteBuffer message = written();
            assertThat(view.wrap(message, message.capacity())).as("round %d", round).isTrue();
            assertThat(view.isBinding(messageClass)).isTrue();
            assertThat(view.transactionId()).isEqualTo(id);
            assertThat(view.text(StunAttribute.USERNAME)).isEqualTo(user);
            assertThat(view.mappedAddress()).isEqualTo(address);
            assertThat(view.priority()).isEqualTo(priority);
            assertThat(view.tieBreaker(role)).isEqualTo(tieBreaker);
            assertThat(view.errorCode()).isEqualTo(error.code());
            assertThat(view.has(StunAttribute.USE_CANDIDATE)).isEqualTo(nominates);
            assertThat(view.isAuthentic(KEY)).isTrue();
        }
    }

    @Test
    void shouldNoticeEveryDamage() {
        int sound = 0;
        for (int round = 0; round < ROUNDS; round++) {
            writer.begin(StunClass.REQUEST, TransactionId.random(random))
                    .text(StunAttribute.SOFTWARE, "s".repeat(random.nextInt(9)))
                    .text(StunAttribute.USERNAME, "abcd:efgh")
                    .priority(random.nextInt())
                    .integrity(KEY);
            int protectedLength = writer.length();
            if (random.nextBoolean()) {
                writer.fingerprint();
            }
            ByteBuffer message = written();
            int at = random.nextInt(message.capacity());
            message.put(at, (byte) (message.get(at) ^ (1 << random.nextInt(8))));
            boolean isSound = view.wrap(message, message.capacity());
            sound += isSound ? 1 : 0;
            assertThat(isSound && view.isAuthentic(KEY) && at < protectedLength).as("round %d, byte %d", round, at).isFalse();
        }
        assertThat(sound).isPositive();
    }

    @Test
    void shouldStayInsideAnyBytes() {
        int sound = 0;
        for (int round = 0; round < ROUNDS; round++) {
            ByteBuffer message = ByteBuffer.allocate(4 * random.nextInt(5, 60));
            for (int i = 20; i < message.capacity(); i += 4) {
                int known = StunAttribute.values()[random.nextInt(StunAttribute.values().length)].type();
                message.putInt(i, random.nextInt(3) == 0 ? random.nextInt() : known << 16 | random.nextInt(24));
            }
            message.putShort(0, (short) random.nextInt(0x4000)).putShort(2, (short) (message.capacity() - 20)).putInt(4, StunView.MAGIC_COOKIE);
            if (random.nextInt(20) == 0) {
                message.put(random.nextInt(message.capacity()), (byte) random.nextInt());
            }
            if (!view.wrap(message, message.capacity())) {
                continue;
            }
            sound++;
            view.isAuthentic(KEY);
            view.isUserOf(new byte[] {0, 1, 2});
            for (StunAttribute attribute : StunAttribute.values()) {
                if (view.has(attribute)) {
                    view.text(attribute);
                }
            }
            view.priority();
            view.tieBreaker(StunAttribute.ICE_CONTROLLED);
            view.errorCode();
            if (view.has(StunAttribute.XOR_MAPPED_ADDRESS)) {
                view.mappedAddress();
            }
            writer.beginResponse(StunClass.ERROR, view).error(StunError.UNKNOWN_ATTRIBUTE).unknownAttributes(view);
        }
        assertThat(sound).isGreaterThan(100);
    }
}
