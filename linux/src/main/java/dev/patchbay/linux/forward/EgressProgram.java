package dev.patchbay.linux.forward;

import static dev.patchbay.linux.bpf.Register.R0;
import static dev.patchbay.linux.bpf.Register.R1;
import static dev.patchbay.linux.bpf.Register.R10;
import static dev.patchbay.linux.bpf.Register.R2;
import static dev.patchbay.linux.bpf.Register.R3;
import static dev.patchbay.linux.bpf.Register.R4;
import static dev.patchbay.linux.bpf.Register.R5;
import static dev.patchbay.linux.bpf.Register.R6;
import static dev.patchbay.linux.bpf.Register.R7;

import dev.patchbay.linux.bpf.Arithmetic;
import dev.patchbay.linux.bpf.Assembler;
import dev.patchbay.linux.bpf.Code;
import dev.patchbay.linux.bpf.Condition;
import dev.patchbay.linux.bpf.KernelFunction;
import dev.patchbay.linux.bpf.Label;
import dev.patchbay.linux.bpf.Width;

/**
 * What meets each packet an interface is about to send: counts those of a flow. Between {@link IngressProgram} and here a packet is lost
 * when route or neighbour are missing, and nobody else would tell.
 */
final class EgressProgram {

    private static final int PORTS = -4;
    private static final int NUMBER = -8;
    private static final int IPV4 = Integer.reverseBytes(0x0800) >>> 16;
    /** BPF_HDR_START_NET: offsets count from the IP header. */
    private static final int FROM_IP_HEADER = 1;

    private EgressProgram() {}

    static Code emit() {
        Assembler code = new Assembler();
        Label done = new Label("done");
        Label isIpv4 = new Label("offset");
        code.move(R6, R1)
                .load(Width.U32, R1, R6, PacketField.TC_INDEX)
                .jumpIf(Condition.EQUAL, R1, 0, done)
                .compute(Arithmetic.SUBTRACT, R1, 1)
                .store(Width.U32, R10, NUMBER, R1)
                .loadMap(R1, ProgramMaps.FLOWS)
                .move(R2, R10)
                .compute(Arithmetic.ADD, R2, NUMBER)
                .call(KernelFunction.MAP_LOOKUP_ELEM)
                .jumpIf(Condition.EQUAL, R0, 0, done)
                .move(R7, R0);
        // The number may be another daemon's, or of traffic control's own: the ports tell.
        code.move(R2, 20)
                .load(Width.U32, R1, R6, PacketField.PROTOCOL)
                .jumpIf(Condition.EQUAL, R1, IPV4, isIpv4)
                .move(R2, 40)
                .place(isIpv4)
                .move(R1, R6)
                .move(R3, R10)
                .compute(Arithmetic.ADD, R3, PORTS)
                .move(R4, 4)
                .move(R5, FROM_IP_HEADER)
                .call(KernelFunction.SKB_LOAD_BYTES_RELATIVE)
                .jumpIf(Condition.NOT_EQUAL, R0, 0, done)
                .load(Width.U32, R1, R10, PORTS)
                .load(Width.U32, R2, R7, FlowLayout.NEW_PORTS)
                .jumpIf(Condition.NOT_EQUAL, R1, R2, done)
                .move(R1, 1)
                .atomicAdd(Width.U64, R7, FlowLayout.SENT, R1)
                .move(R1, 0)
                .store(Width.U32, R6, PacketField.TC_INDEX, R1);
        return code.place(done).move(R0, IngressProgram.UP).exit().assemble();
    }
}
