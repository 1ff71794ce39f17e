package dev.patchbay.linux.bpf;

import static dev.patchbay.linux.bpf.Register.R0;
import static dev.patchbay.linux.bpf.Register.R1;
import static dev.patchbay.linux.bpf.Register.R10;
import static dev.patchbay.linux.bpf.Register.R2;
import static dev.patchbay.linux.bpf.Register.R6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Encodings are those that {@code llvm-mc -triple bpfel} gives for the same lines. */
class AssemblerTest {

    @Test
    void shouldListInstructionsWithTheirSlotsAndLabels() {
        Label out = new Label("out");
        Code code = new Assembler()
                .move(R6, R1)
                .load(Width.U32, R1, R6, 16)
                .jumpIf(Condition.NOT_EQUAL, R1, 8, out)
                .loadLong(R2, 10_000_000_000L)
                .loadMap(R1, new MapReference("flows"))
                .store(Width.U64, R10, -8, 0)
                .atomicAdd(Width.U64, R10, -8, R2)
                .swapBytes(R2, 16)
                .call(KernelFunction.MAP_LOOKUP_ELEM)
                .place(out)
                .move(R0, -1)
                .exit()
                .assemble();

        assertThat(code.listing()).isEqualTo("""
                   0  r6 = r1
                   1  r1 = *(u32 *)(r6 + 16)
                   2  if r1 != 8 goto out
                   3  r2 = 0x2540be400 ll
                   5  r1 = map flows
                   7  *(u64 *)(r10 - 8) = 0
                   8  lock *(u64 *)(r10 - 8) += r2
                   9  r2 = be16 r2
                  10  call map_lookup_elem
                out:
                  11  r0 = -1
                  12  exit
                """);
        assertThat(code.length()).isEqualTo(13);
    }

    @Test
    void shouldEncodeAsTheKernelReads() {
        Label out = new Label("out");
        Code code = new Assembler()
                .move(R6, R1)
                .compute(Arithmetic.ADD, R2, -24)
                .load(Width.U16, R1, R6, 0x10)
                .store(Width.U32, R10, -4, R1)
                .store(Width.U8, R10, -1, 7)
                .jumpIf(Condition.LESS, R1, R2, out)
                .loadMapValue(R1, new MapReference("lease"), 3)
                .jump(out)
                .place(out)
                .exit()
                .assemble();

        String hex = HexFormat.of().formatHex(code.bytes(map -> 5));

        assertThat(hex.replaceAll("(.{16})", "$1\n")).isEqualTo("""
                bf16000000000000
                07020000e8ffffff
                6961100000000000
                631afcff00000000
                720affff07000000
                ad21030000000000
                1821000005000000
                0000000003000000
                0500000000000000
                9500000000000000
                """);
    }

    @Test
    void shouldRefuseJumpsThatLeadNowhereOrBack() {
        Label nowhere = new Label("nowhere");
        Assembler lost = new Assembler().jump(nowhere).exit();
        assertThatThrownBy(lost::assemble).hasMessageContaining("nowhere");

        Label back = new Label("back");
        Assembler loop = new Assembler().place(back).move(R0, 0).jump(back);
        assertThatThrownBy(loop::assemble).hasMessageContaining("back");
        assertThatThrownBy(() -> loop.place(back)).hasMessageContaining("twice");
    }
}
