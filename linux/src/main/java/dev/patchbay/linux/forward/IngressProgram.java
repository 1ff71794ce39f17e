package dev.patchbay.linux.forward;

import static dev.patchbay.linux.bpf.Register.R0;
import static dev.patchbay.linux.bpf.Register.R1;
import static dev.patchbay.linux.bpf.Register.R6;

import dev.patchbay.linux.bpf.Assembler;
import dev.patchbay.linux.bpf.Code;
import dev.patchbay.linux.bpf.Condition;
import dev.patchbay.linux.bpf.Label;
import dev.patchbay.linux.bpf.Width;
import dev.patchbay.net.IpFamily;
import java.util.List;

/**
 * What meets each packet an interface received: every step in order, once for IPv6 and once for IPv4.
 *
 * <p>Untouched from the start: packets of other hosts, packets that are several in one (GSO), and packets that bear a VLAN tag, for those
 * are of the VLAN's own interface, where they come by again without it.
 */
final class IngressProgram {

    /** TCX_NEXT, and to a filter TC_ACT_UNSPEC: the next program, and in the end the stack, as if this one were not there. */
    static final int UP = -1;
    /** TC_ACT_REDIRECT. */
    static final int FORWARDED = 7;

    private static final int IPV4 = Integer.reverseBytes(0x0800) >>> 16;
    private static final int IPV6 = Integer.reverseBytes(0x86dd) >>> 16;

    private static final List<Step> STEPS =
            List.of(new Headers(), new FlowLookup(), new RtpCheck(), new OrderCheck(), new Rewrite(), new Departure());

    private IngressProgram() {}

    /** For interfaces whose packets begin with an Ethernet header. */
    static Code emit() {
        Assembler code = new Assembler();
        Label up = new Label("up");
        Label ipv4 = new Label("ipv4");
        code.move(R6, R1)
                .load(Width.U32, R1, R6, PacketField.PACKET_TYPE)
                .jumpIf(Condition.NOT_EQUAL, R1, 0, up)
                .load(Width.U32, R1, R6, PacketField.VLAN_PRESENT)
                .jumpIf(Condition.NOT_EQUAL, R1, 0, up)
                .load(Width.U32, R1, R6, PacketField.SEGMENT_SIZE)
                .jumpIf(Condition.NOT_EQUAL, R1, 0, up)
                .load(Width.U32, R1, R6, PacketField.PROTOCOL)
                .jumpIf(Condition.EQUAL, R1, IPV4, ipv4)
                .jumpIf(Condition.NOT_EQUAL, R1, IPV6, up);
        steps(code, new Frame(IpFamily.IPV6, Frame.ETHERNET_BYTES), up);
        code.place(ipv4);
        steps(code, new Frame(IpFamily.IPV4, Frame.ETHERNET_BYTES), up);
        return code.place(up).move(R0, UP).exit().assemble();
    }

    private static void steps(Assembler code, Frame frame, Label up) {
        Step.Exits exits = new Step.Exits(up, new Label("in order" + FlowKey.family(frame.family())));
        for (Step step : STEPS) {
            step.emit(code, frame, exits);
        }
        code.place(exits.upInOrder());
        OrderCheck.emitMark(code, frame);
        code.jump(up);
    }
}
