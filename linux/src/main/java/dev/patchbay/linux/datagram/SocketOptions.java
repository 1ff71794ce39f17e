package dev.patchbay.linux.datagram;

/**
 * What every media socket of a process is opened with.
 *
 * @param receiveBufferBytes SO_RCVBUF, 0 = leave the system's default (no system call); the kernel caps it at
 *     {@code net.core.rmem_max} and uses the double for its own books
 * @param incomingCpus SO_INCOMING_CPU is set to 0 .. this - 1, to each socket the next; 0 = not set (no system call). The tier
 *     {@code nio} cannot do it, and a refusal by the system changes nothing
 */
public record SocketOptions(int receiveBufferBytes, int incomingCpus) {

    /** As the system has it. */
    public static final SocketOptions DEFAULT = new SocketOptions(0);

    public SocketOptions {
        if (receiveBufferBytes < 0) {
            throw new IllegalArgumentException("receive buffer of " + receiveBufferBytes + " bytes");
        }
        if (incomingCpus < 0) {
            throw new IllegalArgumentException(incomingCpus + " processors");
        }
    }

    /** Without SO_INCOMING_CPU. */
    public SocketOptions(int receiveBufferBytes) {
        this(receiveBufferBytes, 0);
    }
}
