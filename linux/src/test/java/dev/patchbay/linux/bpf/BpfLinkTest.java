package dev.patchbay.linux.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.linux.abi.BpfCalls;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Programs that let every packet pass, on {@code lo}. */
class BpfLinkTest {

    private static final int LOOPBACK = 1;
    private static final int NO_SUCH_INTERFACE = 1 << 30;
    private static final int LINK_DETACH = 34;

    private Bpf bpf;
    private BpfProgram program;

    @BeforeEach
    void load() throws IOException {
        bpf = Bpf.load();
        Code pass = new Assembler().move(Register.R0, -1).exit().assemble();
        try {
            program = BpfProgram.load(bpf, "pb_test", pass, "MIT", Map.of());
        } catch (IOException e) {
            Assumptions.abort("eBPF is not available here: " + e.getMessage());
        }
    }

    @AfterEach
    void close() {
        if (program != null) {
            program.close();
        }
    }

    @Test
    void shouldBeAttachedUntilItIsClosed() throws IOException {
        BpfLink link = BpfLink.attach(bpf, program, LOOPBACK, BpfLink.Point.INGRESS);
        try (BpfLink second = BpfLink.attach(bpf, program, LOOPBACK, BpfLink.Point.EGRESS)) {
            assertThat(link.isAttached()).isTrue();
            assertThat(second.isAttached()).isTrue();
        }
        link.close();
        assertThat(link.isAttached()).isFalse();
    }

    @Test
    void shouldNoticeThatSomebodyDetachedIt() throws IOException {
        try (BpfLink link = BpfLink.attach(bpf, program, LOOPBACK, BpfLink.Point.INGRESS);
                Arena arena = Arena.ofConfined()) {
            MemorySegment attributes = arena.allocateFrom(ValueLayout.JAVA_INT, link.fd());
            assertThat(BpfCalls.load().call(LINK_DETACH, attributes)).isZero();
            assertThat(link.isAttached()).isFalse();
        }
    }

    @Test
    void shouldSayWhichInterfaceItCouldNotHave() {
        assertThatThrownBy(() -> BpfLink.attach(bpf, program, NO_SUCH_INTERFACE, BpfLink.Point.INGRESS))
                .isInstanceOf(IOException.class)
                .hasMessage("attaching to interface " + NO_SUCH_INTERFACE + ": ENODEV");
    }

    @Test
    void shouldSayWhatTheVerifierDislikes() {
        Code broken = new Assembler().load(Width.U64, Register.R0, Register.R3, 0).exit().assemble();
        assertThatThrownBy(() -> BpfProgram.load(bpf, "pb_broken", broken, "MIT", Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("loading program pb_broken: EACCES; the verifier says:")
                .hasMessageContaining("R3 !read_ok");
    }
}
