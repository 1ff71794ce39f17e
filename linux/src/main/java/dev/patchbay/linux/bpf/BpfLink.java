package dev.patchbay.linux.bpf;

import dev.patchbay.linux.abi.BpfAttributes;
import java.io.IOException;
import java.lang.foreign.Arena;

/**
 * A program attached to a network interface by tcx (Linux 6.6), behind those attached before. It ends with {@link #close}, with the
 * process, with the interface, or when somebody detaches it.
 */
public final class BpfLink implements AutoCloseable {

    /** Where packets meet the program. */
    public enum Point {
        /** What the interface received, before netfilter. */
        INGRESS(46),
        /** What it is about to send. */
        EGRESS(47);

        private final int attachType;

        Point(int attachType) {
            this.attachType = attachType;
        }
    }

    private final Bpf bpf;
    private final int fd;
    private boolean closed;

    private BpfLink(Bpf bpf, int fd) {
        this.bpf = bpf;
        this.fd = fd;
    }

    int fd() {
        return fd;
    }

    /** @throws IOException with the errno name; EINVAL is also what kernels without tcx answer */
    public static BpfLink attach(Bpf bpf, BpfProgram program, int interfaceIndex, Point point) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            BpfAttributes attributes = new BpfAttributes(BpfAttributes.LINK, arena)
                    .set("prog_fd", program.fd())
                    .set("target_ifindex", interfaceIndex)
                    .set("attach_type", point.attachType);
            int fd = bpf.check("attaching to interface " + interfaceIndex, BpfAttributes.LINK_CREATE, attributes);
            return new BpfLink(bpf, fd);
        }
    }

    /** Whether packets still meet the program: neither the interface is gone nor did anybody detach it. */
    public boolean isAttached() {
        try (Arena arena = Arena.ofConfined()) {
            BpfAttributes answer = new BpfAttributes(BpfAttributes.LINK_ANSWER, arena);
            BpfAttributes inquiry = new BpfAttributes(BpfAttributes.INQUIRY, arena)
                    .set("bpf_fd", fd)
                    .set("info_len", (int) answer.memory().byteSize())
                    .set("info", answer.memory());
            int result = bpf.calls().call(BpfAttributes.OBJ_GET_INFO_BY_FD, inquiry.memory());
            return result >= 0 && answer.get("tcx_ifindex") != 0;
        }
    }

    /** Detaches. Idempotent. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            bpf.calls().close(fd);
        }
    }
}
