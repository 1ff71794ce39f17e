/**
 * System calls of Linux as plain Java: the only classes that make downcalls, and the layouts of the structures they take.
 * Three layers: {@link dev.patchbay.linux.abi.Linux} and {@link dev.patchbay.linux.abi.SystemCalls} are the interfaces (a test
 * puts one that fails in their place), {@link dev.patchbay.linux.abi.Kernel} is the real one, all of it through the one downcall
 * of {@code Syscall}, and the structure classes ({@link dev.patchbay.linux.abi.SocketAddress},
 * {@link dev.patchbay.linux.abi.MessageHeader}, {@link dev.patchbay.linux.abi.EpollEvent}, and for io_uring
 * {@link dev.patchbay.linux.abi.SubmissionEntry} and its like) say where each field lies. Layout sizes are checked when a class is
 * loaded. {@link dev.patchbay.linux.abi.ProcessCalls}, {@link dev.patchbay.linux.abi.BpfCalls} and
 * {@link dev.patchbay.linux.abi.NetlinkCalls} are for calls that are made now and then.
 *
 * <p>Results follow the kernel's own convention: below zero is a negated errno. Not exported: other modules see the packages
 * built on it.
 *
 * <p>Threads: {@link dev.patchbay.linux.abi.Linux} any; one {@link dev.patchbay.linux.abi.SystemCalls} per thread. Start reading
 * at {@link dev.patchbay.linux.abi.SystemCalls}.
 */
package dev.patchbay.linux.abi;
