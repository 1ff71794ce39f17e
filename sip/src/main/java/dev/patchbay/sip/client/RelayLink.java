package dev.patchbay.sip.client;

import java.io.IOException;

/** The way to one relay. {@link #send} returns at once and throws nothing: what goes wrong comes back through {@link Events}. */
interface RelayLink extends AutoCloseable {

    /** Called on the link's threads. */
    interface Events {
        /** @param payload the reply without cookie */
        void onReply(String cookie, byte[] payload);

        /** One exchange failed. */
        void onFailure(String cookie, ExchangeFailure failure, String detail);

        /** The way is broken: everything under way failed. */
        void onBroken(IOException cause);

        /** Something came that is no reply to anything under way. */
        void onStray();
    }

    void send(String cookie, byte[] payload);

    /** Whether messages may get lost, so that sending again makes sense. */
    boolean isLossy();

    @Override
    void close();
}
