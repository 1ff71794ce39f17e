package dev.patchbay.ice;

import dev.patchbay.net.TransportAddress;

/** Where a message came from; a value is made of it only once the message has proven authentic. */
public interface StunSource {

    boolean is(TransportAddress address);

    TransportAddress copy();
}
