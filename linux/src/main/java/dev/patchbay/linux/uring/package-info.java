/**
 * An io_uring instance as plain Java, by bare system calls: {@link dev.patchbay.linux.uring.Ring} with its
 * {@link dev.patchbay.linux.uring.SubmissionQueue} and {@link dev.patchbay.linux.uring.CompletionQueue}, what is registered with it
 * ({@link dev.patchbay.linux.uring.RegisteredFiles}, {@link dev.patchbay.linux.uring.BufferRing}), and
 * {@link dev.patchbay.linux.uring.UserData}, by which a completion is told what it is the outcome of. Nothing here knows of
 * datagrams' meaning: that is {@code UringDatagramIo} in {@code dev.patchbay.linux.datagram}. Not exported.
 *
 * <p>Threads: opened by any thread, used by one, the first that calls {@link dev.patchbay.linux.uring.Ring#enable}; the kernel
 * refuses others. Start reading at {@link dev.patchbay.linux.uring.Ring}.
 */
package dev.patchbay.linux.uring;
