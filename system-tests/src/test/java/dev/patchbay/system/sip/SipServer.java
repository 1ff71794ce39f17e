package dev.patchbay.system.sip;

/** A SIP proxy under test, in a process of its own. */
public interface SipServer extends AutoCloseable {

    /** What it has logged so far. */
    String log();

    @Override
    void close();
}
