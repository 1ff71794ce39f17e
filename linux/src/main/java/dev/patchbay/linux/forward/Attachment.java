package dev.patchbay.linux.forward;

/** A program on its way in and one on its way out of an interface. Owner: the thread that opened the forwarder. */
public interface Attachment extends AutoCloseable {

    /** False when the interface is gone or somebody detached a program. */
    boolean isAttached();

    /** Detaches; idempotent. */
    @Override
    void close();
}
