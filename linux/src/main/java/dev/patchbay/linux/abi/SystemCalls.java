package dev.patchbay.linux.abi;

import java.lang.foreign.MemorySegment;

/**
 * System calls for one thread at a time (it may be handed over). Every result below zero is a negated errno, see {@link Errno};
 * nothing here throws. All descriptors are opened close-on-exec, sockets non-blocking as well.
 */
public interface SystemCalls {

    int AF_UNIX = 1;
    int AF_INET = 2;
    int AF_INET6 = 10;

    int SOL_SOCKET = 1;
    int SO_RCVBUF = 8;
    int SO_INCOMING_CPU = 49;
    int IPPROTO_IP = 0;
    int IP_TOS = 1;
    int IPPROTO_IPV6 = 41;
    int IPV6_V6ONLY = 26;
    int IPV6_TCLASS = 67;

    /** Wait without end, for {@link #epollWait}. */
    long FOREVER = -1;

    /** A datagram socket, non-blocking; the result is its descriptor. */
    int datagramSocket(int family);

    /** @param address a sockaddr of {@code lengthBytes} */
    int bind(int fd, MemorySegment address, int lengthBytes);

    /** Writes the address a socket is bound to; {@code address} needs room for {@link SocketAddress#SIZE}. */
    int getsockname(int fd, MemorySegment address);

    int setOption(int fd, int level, int name, int value);

    /** The value of an int option that is never negative. */
    int getOption(int fd, int level, int name);

    int epollCreate();

    /** Adds a descriptor with one {@link EpollEvent}. */
    int epollAdd(int epollFd, int fd, MemorySegment event);

    /**
     * Waits for events.
     *
     * @param events room for {@code maxEvents} of {@link EpollEvent}
     * @param timeoutNs 0 = do not wait, {@link #FOREVER} = until an event; rounded up to milliseconds before Linux 5.11
     * @return how many events were written
     */
    int epollWait(int epollFd, MemorySegment events, int maxEvents, long timeoutNs);

    /** A non-blocking eventfd at zero. */
    int eventfd();

    /**
     * Receives what has arrived, without waiting.
     *
     * @param headers {@code count} of {@link MessageHeader}
     * @return how many datagrams were received; {@code -EAGAIN} when there was none
     */
    int recvmmsg(int fd, MemorySegment headers, int count);

    /**
     * Sends datagrams until the first that fails.
     *
     * @param headers {@code count} of {@link MessageHeader}
     * @return how many were sent, or the error of the first
     */
    int sendmmsg(int fd, MemorySegment headers, int count);

    /** Sends one datagram, without waiting; the result is its length. */
    int sendto(int fd, MemorySegment bytes, int lengthBytes, MemorySegment address, int addressLengthBytes);

    /** Reads, without waiting if the descriptor is non-blocking; the result is the number of bytes. */
    int read(int fd, MemorySegment bytes, int maxBytes);

    /** Writes; the result is the number of bytes taken. */
    int write(int fd, MemorySegment bytes, int lengthBytes);

    /**
     * Opens a ring.
     *
     * @param entries of the submission queue, a power of two
     * @param parameters a {@link RingParameters}, in which the kernel leaves what it gave
     * @return its descriptor
     */
    int ringSetup(int entries, MemorySegment parameters);

    /** Changes what a ring has registered; {@code count} belongs to the operation, as elements or bytes. */
    int ringRegister(int ringFd, int operation, MemorySegment argument, int count);

    /**
     * Submits entries and waits for completions.
     *
     * @param minComplete how many completions to wait for
     * @param waitArgument a {@link RingWait}
     * @return how many entries were submitted; when there were none, the error of the wait
     */
    int ringEnter(int ringFd, int toSubmit, int minComplete, int flags, MemorySegment waitArgument);

    /**
     * Maps the queues of a ring.
     *
     * @return the address, or a negated errno
     */
    long mapRing(int ringFd, long lengthBytes, long offset);

    /**
     * Maps fresh memory, zeroed, of which a page is taken when it is first used.
     *
     * @return the address, or a negated errno
     */
    long mapMemory(long lengthBytes);

    int unmap(long address, long lengthBytes);
}
