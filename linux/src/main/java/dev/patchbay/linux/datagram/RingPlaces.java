package dev.patchbay.linux.datagram;

import dev.patchbay.linux.abi.ReceivedMessage;
import dev.patchbay.linux.abi.SubmissionEntry;
import dev.patchbay.linux.uring.RegisteredFiles;
import dev.patchbay.linux.uring.Ring;
import dev.patchbay.linux.uring.SubmissionQueue;
import dev.patchbay.linux.uring.UserData;
import dev.patchbay.linux.uring.UserData.Kind;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The sockets in the registered files of a ring. Taking one in or out only queues entries, which go to the kernel with the next turn;
 * what comes of them arrives as completions. Owner thread only.
 */
final class RingPlaces {

    private final Ring ring;
    private final SubmissionQueue submissions;
    private final RegisteredFiles files;
    private final int bufferGroup;
    private final MemorySegment template;
    /** By submission entry, to be read by the kernel when it takes the entry. */
    private final MemorySegment descriptors;
    /** By registered file; null where there is none. */
    private final @Nullable RingPlace[] places;
    /** Places for which an entry must be queued that could not be yet, or not in the turn in which the need arose. */
    private final Deque<RingPlace> unsettled = new ArrayDeque<>();
    /** How many receive requests are under way. */
    private int receiving;

    /** @param bufferGroup of the buffers to receive into */
    RingPlaces(Ring ring, RegisteredFiles files, Arena arena, int bufferGroup) {
        this.ring = ring;
        this.submissions = ring.submissions();
        this.files = files;
        this.bufferGroup = bufferGroup;
        this.template = arena.allocate(ReceivedMessage.TEMPLATE_SIZE, Long.BYTES);
        ReceivedMessage.writeTemplate(template);
        this.descriptors = arena.allocate(ValueLayout.JAVA_INT, submissions.capacity());
        this.places = new @Nullable RingPlace[files.capacity()];
    }

    /**
     * Begins to receive on a socket.
     *
     * @return its place
     * @throws IOException when there is none left
     */
    int add(NativeSocket socket) throws IOException {
        int index = files.take();
        if (index == RegisteredFiles.NONE) {
            throw new IOException("no room for " + socket.local() + " among " + files.capacity() + " registered files");
        }
        socket.hold(); // its number is read when the kernel takes the entry
        RingPlace place = new RingPlace(index, socket);
        places[index] = place;
        settle(place);
        return index;
    }

    /** Ends receiving and empties the place; the socket is let go when the kernel has done both. */
    void remove(int index) {
        RingPlace place = places[index];
        if (place != null) {
            place.isWanted = false;
            settle(place);
        }
    }

    /** The place of this index; null where there is no socket. */
    @Nullable RingPlace get(int index) {
        return places[index];
    }

    /** Queues what could not be queued before. */
    void settleAll() {
        for (int i = unsettled.size(); i > 0; i--) {
            settle(unsettled.removeFirst());
        }
    }

    /** Queues what brings the kernel to do with this place what is wanted of it. */
    private void settle(RingPlace place) {
        boolean isSettled = place.isWanted ? serve(place) : release(place);
        if (!isSettled) {
            unsettled.add(place);
        }
    }

    private boolean serve(RingPlace place) {
        if (!place.isRegistered) {
            int entry = ring.nextEntry();
            if (entry == Ring.NO_ENTRY) {
                return false;
            }
            long descriptorAt = (long) entry * Integer.BYTES;
            descriptors.set(ValueLayout.JAVA_INT, descriptorAt, place.socket.fd());
            SubmissionEntry.registerFile(
                    submissions.entries(),
                    SubmissionQueue.at(entry),
                    place.index,
                    descriptors.address() + descriptorAt,
                    UserData.of(Kind.REGISTER, place.index));
            place.isRegistered = true;
        }
        if (!place.isReceiving) {
            int entry = ring.nextEntry();
            if (entry == Ring.NO_ENTRY) {
                return false;
            }
            SubmissionEntry.receive(
                    submissions.entries(),
                    SubmissionQueue.at(entry),
                    place.index,
                    template.address(),
                    bufferGroup,
                    UserData.of(Kind.RECEIVE, place.index));
            place.isReceiving = true;
            receiving++;
        }
        return true;
    }

    private boolean release(RingPlace place) {
        if (place.isReceiving && !place.isCancelling) {
            int entry = ring.nextEntry();
            if (entry == Ring.NO_ENTRY) {
                return false;
            }
            SubmissionEntry.cancel(
                    submissions.entries(),
                    SubmissionQueue.at(entry),
                    UserData.of(Kind.RECEIVE, place.index),
                    UserData.of(Kind.CANCEL, place.index));
            place.isCancelling = true;
        }
        if (!place.isClosing) {
            int entry = ring.nextEntry();
            if (entry == Ring.NO_ENTRY) {
                return false;
            }
            SubmissionEntry.closeFile(
                    submissions.entries(),
                    SubmissionQueue.at(entry),
                    place.index,
                    UserData.of(Kind.CLOSE, place.index));
            place.isClosing = true;
        }
        return true;
    }

    /** A receive request ended by itself (out of buffers, an empty datagram, no room for a completion), or was ended. */
    void onReceiveEnd(RingPlace place) {
        receiving--;
        place.isReceiving = false;
        if (place.isWanted) {
            unsettled.add(place); // in the next turn, when there are buffers again
        } else {
            forgetIfOver(place);
        }
    }

    /** The kernel had no memory: the receive request behind it fails as well, and both are made again. */
    void onRegisterFailure(int index) {
        RingPlace place = places[index];
        if (place != null) {
            place.isRegistered = false;
        }
    }

    void onClose(int index) {
        RingPlace place = places[index];
        if (place != null) {
            place.isClosed = true;
            forgetIfOver(place);
        }
    }

    private void forgetIfOver(RingPlace place) {
        if (place.isOver()) {
            places[place.index] = null;
            files.giveBack(place.index);
            place.socket.letGo();
        }
    }

    /** Ends all; {@link #releaseAll} follows when nothing {@link #isReceiving} any more. */
    void removeAll() {
        int entry = ring.nextEntry();
        if (entry != Ring.NO_ENTRY) {
            SubmissionEntry.cancelAll(submissions.entries(), SubmissionQueue.at(entry), UserData.of(Kind.CANCEL, 0));
        }
        for (RingPlace place : places) {
            if (place != null && place.isWanted) {
                place.isWanted = false;
                place.socket.detached();
                place.socket.close();
            }
        }
    }

    boolean isReceiving() {
        return receiving > 0;
    }

    void releaseAll() throws IOException {
        files.unregister();
        for (RingPlace place : places) {
            if (place != null) {
                place.socket.letGo();
            }
        }
    }
}
