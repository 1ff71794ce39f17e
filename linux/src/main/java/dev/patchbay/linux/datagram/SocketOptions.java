package dev.patchbay.linux.datagram;

/**
 * What every media socket of a process is opened with.
 *
 * @param receiveBufferBytes SO_RCVBUF, 0 = leave the system's default (no system call); the kernel caps it at
 *     {@code net.core.rmem_max} and uses the double for its own books
 */
public record SocketOptions(int receiveBufferBytes) {

    /** As the system has it. */
    public static final SocketOptions DEFAULT = new SocketOptions(0);

    public SocketOptions {
        if (receiveBufferBytes < 0) {
            throw new IllegalArgumentException("receive buffer of " + receiveBufferBytes + " bytes");
        }
    }
}
