package dev.patchbay.plane;

import dev.patchbay.ice.CheckMessages;
import dev.patchbay.ice.IceSettings;
import dev.patchbay.linux.datagram.DatagramIo;
import dev.patchbay.stun.StunDigest;
import dev.patchbay.stun.StunView;
import java.util.random.RandomGenerator;

/** What the ICE agents of one worker share. Owner: MediaWorker. */
final class IceWork {

    final DatagramIo io;
    final MediaEvents events;
    final IceSettings settings;
    final RandomGenerator random;
    final CheckMessages messages;
    final StunView view;

    /** @param random of cryptographic strength in production */
    IceWork(DatagramIo io, MediaEvents events, IceSettings settings, RandomGenerator random) {
        this.io = io;
        this.events = events;
        this.settings = settings;
        this.random = random;
        StunDigest digest = new StunDigest();
        this.messages = new CheckMessages(digest, settings.software());
        this.view = new StunView(digest);
    }
}
