/**
 * Forwarding of RTP in the kernel: the programs that do it, emitted by {@link dev.patchbay.linux.bpf.Assembler}, the table of flows
 * they share with this process, and their attachment to network interfaces.
 *
 * <p>{@link dev.patchbay.linux.forward.KernelForwarder} owns everything and is where to start; {@code IngressProgram} lists the steps
 * of a packet in order, one class for each. A packet that a step does not want goes up the stack untouched, as if no program were
 * there. A {@link dev.patchbay.linux.forward.FlowEntry} is a flow at work: its memory is shared with the programs, so reading
 * counters and switching it off are plain memory accesses.
 *
 * <p>Programs are attached by tcx ({@code LinkAttachment}) or as filters of traffic control ({@code FilterAttachment}), which
 * {@link dev.patchbay.linux.forward.KernelAttach} chooses.
 *
 * <p>Order of packets: a packet of a flow is forwarded only if the last one that went up is known to be on its way again
 * ({@link dev.patchbay.linux.forward.FlowEntry#acknowledge}). That makes every move between kernel and user space free of loss,
 * duplicates and overtaking.
 *
 * <p>Threads: a {@link dev.patchbay.linux.forward.FlowTable} and its entries belong to one thread, which may read counters at any
 * time; {@link dev.patchbay.linux.forward.KernelForwarder} to the one that opened it.
 */
package dev.patchbay.linux.forward;
