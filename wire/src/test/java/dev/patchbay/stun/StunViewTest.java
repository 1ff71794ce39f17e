package dev.patchbay.stun;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class StunViewTest {

    private static final TransactionId ID = new TransactionId(1, 2);
    private static final StunKey KEY = StunKey.ofPassword("password");

    private final StunDigest digest = new StunDigest();
    private final StunView view = new StunView(digest);
    private final StunWriter writer = new StunWriter(digest);

    private ByteBuffer written() {
        ByteBuffer copy = ByteBuffer.allocate(writer.length());
        writer.copyTo(copy);
        return copy;
    }

    private StunDefect defectOf(ByteBuffer message) {
        view.wrap(message, message.capacity());
        return view.defect();
    }

    private StunDefect defectOf(Consumer<ByteBuffer> damage) {
        writer.begin(StunClass.REQUEST, ID).priority(7).integrity(KEY).fingerprint();
        ByteBuffer message = written();
        damage.accept(message);
        return defectOf(message);
    }

    @Test
    void shouldSayWhatIsWrong() {
        assertThat(defectOf(m -> {})).isEqualTo(StunDefect.NONE);
        assertThat(defectOf(ByteBuffer.allocate(19))).isEqualTo(StunDefect.TOO_SHORT);
        assertThat(defectOf(ByteBuffer.allocate(StunView.MAX_LENGTH + 4))).isEqualTo(StunDefect.TOO_LONG);
        assertThat(defectOf(m -> m.put(0, (byte) 0x80))).isEqualTo(StunDefect.NOT_STUN);
        assertThat(defectOf(m -> m.putInt(4, 1))).isEqualTo(StunDefect.NOT_STUN);
        assertThat(defectOf(m -> m.putShort(2, (short) 4))).isEqualTo(StunDefect.WRONG_LENGTH);
        assertThat(defectOf(m -> m.putShort(22, (short) 3))).isEqualTo(StunDefect.MALFORMED_ATTRIBUTE);
        assertThat(defectOf(m -> m.putShort(22, (short) 2000))).isEqualTo(StunDefect.MALFORMED_ATTRIBUTE);
        assertThat(defectOf(m -> m.put(9, (byte) 9))).isEqualTo(StunDefect.WRONG_FINGERPRINT);
    }

    @Test
    void shouldRefuseWhatFollowsTheFingerprint() {
        writer.begin(StunClass.REQUEST, ID).fingerprint().priority(1);
        assertThat(defectOf(written())).isEqualTo(StunDefect.WRONG_FINGERPRINT);
    }

    @Test
    void shouldRefuseTooManyAttributes() {
        writer.begin(StunClass.REQUEST, ID);
        for (int i = 0; i <= StunView.MAX_ATTRIBUTES; i++) {
            writer.useCandidate();
        }
        assertThat(defectOf(written())).isEqualTo(StunDefect.TOO_MANY_ATTRIBUTES);
    }

    @Test
    void shouldNotLookAtWhatIsNotProtected() {
        writer.begin(StunClass.REQUEST, ID).integrity(KEY).useCandidate().priority(5).fingerprint();
        assertThat(defectOf(written())).isEqualTo(StunDefect.NONE);
        assertThat(view.isAuthentic(KEY)).isTrue();
        assertThat(view.has(StunAttribute.USE_CANDIDATE)).isFalse();
        assertThat(view.priority()).isEqualTo(-1);
    }

    @Test
    void shouldTakeTheFirstOfTwo() {
        writer.begin(StunClass.REQUEST, ID).priority(5).priority(6);
        assertThat(defectOf(written())).isEqualTo(StunDefect.NONE);
        assertThat(view.priority()).isEqualTo(5);
    }

    @Test
    void shouldListWhatItDoesNotUnderstand() {
        ByteBuffer message = ByteBuffer.allocate(32);
        message.putShort(0, (short) 1).putShort(2, (short) 12).putInt(4, StunView.MAGIC_COOKIE);
        message.putShort(20, (short) 0x0777).putShort(24, (short) 0x7001).putShort(28, (short) 0x8777);
        assertThat(defectOf(message)).isEqualTo(StunDefect.NONE);
        assertThat(view.unknownCount()).isEqualTo(2);
        assertThat(view.unknownType(1)).isEqualTo(0x7001);
        writer.beginResponse(StunClass.ERROR, view).error(StunError.UNKNOWN_ATTRIBUTE).unknownAttributes(view);
        assertThat(defectOf(written())).isEqualTo(StunDefect.NONE);
        assertThat(view.errorCode()).isEqualTo(420);
        assertThat(view.has(StunAttribute.UNKNOWN_ATTRIBUTES)).isTrue();
    }

    @Test
    void shouldTellMethodAndClassApart() {
        ByteBuffer message = ByteBuffer.allocate(20);
        message.putShort(0, (short) 0x3eef).putInt(4, StunView.MAGIC_COOKIE);
        assertThat(defectOf(message)).isEqualTo(StunDefect.NONE);
        assertThat(view.method()).isEqualTo(0xfff);
        assertThat(view.messageClass()).isEqualTo(StunClass.REQUEST);
        message.putShort(0, (short) 0x0111);
        assertThat(defectOf(message)).isEqualTo(StunDefect.NONE);
        assertThat(view.isBinding(StunClass.ERROR)).isTrue();
        assertThat(view.errorCode()).isZero();
    }

    @Test
    void shouldHashLongKeys() {
        StunKey key = StunKey.ofPassword("x".repeat(100));
        writer.begin(StunClass.SUCCESS, ID).integrity(key);
        assertThat(defectOf(written())).isEqualTo(StunDefect.NONE);
        assertThat(view.isAuthentic(key)).isTrue();
        assertThat(view.isAuthentic(KEY)).isFalse();
        assertThat(key).hasToString("StunKey[hidden]");
    }
}
