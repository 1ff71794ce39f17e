package dev.patchbay.linux.forward;

import dev.patchbay.linux.bpf.Bpf;
import dev.patchbay.linux.bpf.BpfLink;
import dev.patchbay.linux.bpf.BpfProgram;
import java.io.IOException;

/** By tcx: both ends with the process, whatever happens. */
record LinkAttachment(BpfLink in, BpfLink out) implements Attachment {

    static LinkAttachment attach(Bpf bpf, BpfProgram ingress, BpfProgram egress, int interfaceIndex) throws IOException {
        // The way out first: what is forwarded is to be counted.
        BpfLink out = BpfLink.attach(bpf, egress, interfaceIndex, BpfLink.Point.EGRESS);
        try {
            return new LinkAttachment(BpfLink.attach(bpf, ingress, interfaceIndex, BpfLink.Point.INGRESS), out);
        } catch (IOException e) {
            out.close();
            throw e;
        }
    }

    @Override
    public boolean isAttached() {
        return in.isAttached() && out.isAttached();
    }

    @Override
    public void close() {
        in.close();
        out.close();
    }
}
