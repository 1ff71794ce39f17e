/**
 * UDP sockets for media: the small interface {@link dev.patchbay.linux.datagram.DatagramIo} and its implementations, fastest
 * first, chosen by probing at start ({@link dev.patchbay.linux.datagram.MediaTierProbe}). {@code Uring…} and {@code Epoll…} make system
 * calls and {@code Native…} is what any tier of system calls shares; {@code Nio…} is plain JDK. One test suite,
 * {@code DatagramIoContract}, runs over all of them.
 *
 * <p>Threads: a {@code DatagramIo} belongs to one media worker; sockets are bound by any thread ({@code MediaSockets}) and
 * then handed over. Start reading at {@link dev.patchbay.linux.datagram.DatagramIo}.
 */
package dev.patchbay.linux.datagram;
