/**
 * eBPF without a compiler: an assembler whose programs are written in Java, and the {@code bpf(2)} system call to create maps, load
 * programs, attach them to network interfaces (tcx) and run them on test packets. Nothing here knows what a program is for.
 *
 * <p>{@link dev.patchbay.linux.bpf.Assembler} collects {@link dev.patchbay.linux.bpf.Instruction}s and gives
 * {@link dev.patchbay.linux.bpf.Code}, which prints as a readable listing and is what {@link dev.patchbay.linux.bpf.BpfProgram}
 * loads. {@link dev.patchbay.linux.bpf.Bpf} is the system call; whoever creates a map, a program or a link closes it, and the
 * kernel closes what a dying process leaves.
 *
 * <p>Threads: assembler and code, one at a time; maps may be read and written by any thread, everything else by the one that made it.
 * Start reading at {@link dev.patchbay.linux.bpf.Assembler}.
 */
package dev.patchbay.linux.bpf;
