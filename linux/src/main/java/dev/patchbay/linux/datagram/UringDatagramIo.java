package dev.patchbay.linux.datagram;

import dev.patchbay.linux.abi.CompletionEntry;
import dev.patchbay.linux.abi.Errno;
import dev.patchbay.linux.abi.Linux;
import dev.patchbay.linux.abi.ReceivedMessage;
import dev.patchbay.linux.abi.SocketAddress;
import dev.patchbay.linux.abi.SubmissionEntry;
import dev.patchbay.linux.abi.SystemCallException;
import dev.patchbay.linux.abi.SystemCalls;
import dev.patchbay.linux.uring.BufferRing;
import dev.patchbay.linux.uring.CompletionQueue;
import dev.patchbay.linux.uring.RegisteredFiles;
import dev.patchbay.linux.uring.Ring;
import dev.patchbay.linux.uring.SubmissionQueue;
import dev.patchbay.linux.uring.UserData;
import dev.patchbay.linux.uring.UserData.Kind;
import dev.patchbay.net.TransportAddress;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of one worker in one io_uring. A turn is one system call: it sends what the last turn queued, carries out what was
 * attached and detached, waits, and has the kernel receive on all sockets at once. Each socket has one receive request that goes on
 * until it is cancelled, and takes buffers from a ring they all share.
 *
 * <p>Sends are made so that the kernel does them while it takes the entry, or refuses: once it has taken all entries, the buffers of
 * the last turn can be received into again.
 */
final class UringDatagramIo implements DatagramIo {

    /** Datagrams handed out in one turn. */
    private static final int TURN = 64;

    private static final int SUBMISSIONS = 512;
    static final int BUFFERS = 2048;
    /** How many of them the kernel has while a turn brings at most {@link #QUIET_TURN} datagrams: few enough to stay in the caches. */
    private static final int QUIET_BUFFERS = 128;

    private static final int QUIET_TURN = 32;
    /** For how many turns it has all of them after one that brought more. */
    private static final int BUSY_TURNS = 1000;
    /** More than there are buffers, so that the kernel rarely has to hold completions back. */
    private static final int COMPLETIONS = 2 * BUFFERS;

    private static final int BUFFER_LENGTH = ReceivedMessage.PAYLOAD_AT + Datagram.MAX_LENGTH;
    private static final int BUFFER_GROUP = 1;
    /** How long {@link #close} waits at most for receives to end: attempts, and nanoseconds of each. */
    private static final int CLOSE_ATTEMPTS = 200;

    private static final long CLOSE_WAIT_NS = 10_000_000;

    private static final long SEND = UserData.of(Kind.SEND, 0);
    private static final long WAKEUP = UserData.of(Kind.WAKEUP, 0);

    private final Arena arena;
    private final Ring ring;
    private final SubmissionQueue submissions;
    private final CompletionQueue completions;
    private final BufferRing buffers;
    private final Wakeup wakeup;

    private final RingPlaces places;

    /** By buffer. */
    private final MemorySegment[] received = new MemorySegment[BUFFERS];

    private final NativeDatagram[] datagrams = new NativeDatagram[BUFFERS];
    /** Buffers handed out, whose datagrams may be queued. */
    private final int[] used = new int[BUFFERS];

    private int usedCount;
    /** Turns until the kernel may have fewer buffers again. */
    private int busyTurns;

    /** By submission entry, to be read by the kernel when it takes the entry. */
    private final MemorySegment[] targets = new MemorySegment[SUBMISSIONS];

    private SpareDatagrams<NativeDatagram> spares;
    /** Those of the last turn, which may still be queued. */
    private SpareDatagrams<NativeDatagram> lastSpares;
    /** Something queued cannot wait for the next poll. */
    private boolean mustSubmit;
    /** There was a flush since the kernel last took all entries. */
    private boolean isFlushed;

    private final AtomicLong sendErrors = new AtomicLong(); // writer: owner thread
    private long gatherNs;
    private boolean isEnabled;
    private boolean isClosed;

    private UringDatagramIo(Linux linux, Arena arena, Ring ring, RegisteredFiles files, BufferRing buffers, int eventFd) {
        this.arena = arena;
        this.ring = ring;
        this.submissions = ring.submissions();
        this.completions = ring.completions();
        this.buffers = buffers;
        this.wakeup = new Wakeup(linux, eventFd);
        this.places = new RingPlaces(ring, files, arena, BUFFER_GROUP);
        for (int id = 0; id < BUFFERS; id++) {
            MemorySegment buffer = buffers.buffer(id);
            received[id] = buffer;
            datagrams[id] = new NativeDatagram(
                    buffer.asSlice(ReceivedMessage.PAYLOAD_AT, Datagram.MAX_LENGTH),
                    buffer.asSlice(ReceivedMessage.SOURCE_AT, SocketAddress.SIZE));
        }
        MemorySegment targetArray = arena.allocate((long) SUBMISSIONS * ReceivedMessage.SOURCE_SIZE, Long.BYTES);
        for (int i = 0; i < SUBMISSIONS; i++) {
            targets[i] = targetArray.asSlice((long) i * ReceivedMessage.SOURCE_SIZE, SocketAddress.SIZE);
        }
        DatagramMemory memory = new DatagramMemory(arena, 2 * SpareDatagrams.CAPACITY);
        this.spares = new SpareDatagrams<>(() -> new NativeDatagram(memory.nextBytes(), memory.nextSource()));
        this.lastSpares = new SpareDatagrams<>(() -> new NativeDatagram(memory.nextBytes(), memory.nextSource()));
    }

    /** @param capacity how many sockets it can serve */
    static UringDatagramIo open(Linux linux, int capacity) throws IOException {
        Arena arena = Arena.ofShared(); // opened by one thread, used by the worker's
        Ring ring = null;
        BufferRing buffers = null;
        int eventFd = -1;
        boolean isDone = false;
        try {
            SystemCalls calls = linux.calls(arena);
            ring = Ring.open(linux, calls, arena, SUBMISSIONS, COMPLETIONS);
            RegisteredFiles files = RegisteredFiles.register(ring, arena, capacity);
            buffers = BufferRing.register(ring, calls, arena, BUFFERS, BUFFER_LENGTH, BUFFER_GROUP);
            eventFd = calls.eventfd();
            if (eventFd < 0) {
                throw new SystemCallException("eventfd", eventFd);
            }
            UringDatagramIo io = new UringDatagramIo(linux, arena, ring, files, buffers, eventFd);
            isDone = true;
            return io;
        } finally {
            if (!isDone) {
                if (eventFd >= 0) {
                    linux.close(eventFd);
                }
                if (ring != null) {
                    ring.close();
                }
                if (buffers != null) {
                    buffers.free();
                }
                arena.close();
            }
        }
    }

    /** The first use shows which thread is the worker's. */
    private void enable() throws IOException {
        if (!isEnabled) {
            ring.enable();
            isEnabled = true;
            armWakeup();
        }
    }

    private void armWakeup() {
        int entry = ring.nextEntry();
        if (entry != Ring.NO_ENTRY) {
            SubmissionEntry.pollReadable(submissions.entries(), SubmissionQueue.at(entry), wakeup.fd(), WAKEUP);
        }
    }

    @Override
    public void attach(MediaSocket socket, int token) throws IOException {
        checkOpen();
        enable();
        NativeSocket own = own(socket);
        if (own.isAttached() || own.isClosed()) {
            throw new IllegalStateException(own.local() + (own.isClosed() ? " is closed" : " is already attached"));
        }
        own.attached(this, places.add(own), token);
    }

    @Override
    public void detach(MediaSocket socket) {
        NativeSocket own = own(socket);
        if (own.isServedBy(this)) {
            own.detached();
            places.remove(own.slot());
        }
        own.close();
    }

    @Override
    public int poll(long timeoutNs, DatagramHandler handler) throws IOException {
        checkOpen();
        enable();
        places.settleAll();
        int waiting = completions.refresh();
        if (waiting >= TURN) {
            ring.submit();
        } else if (waiting > 0 || timeoutNs == 0) {
            ring.submitAndCollect();
        } else {
            ring.submitAndWait(TURN, gatherNs, timeoutNs);
        }
        takeBuffersBack();
        wakeup.clear();
        if (completions.refresh() > QUIET_TURN) {
            busyTurns = BUSY_TURNS;
        } else if (busyTurns > 0) {
            busyTurns--;
        }
        handler.onReceived();
        return handOut(handler);
    }

    /** What the last turn received may be overwritten now that what it queued is sent. */
    private void takeBuffersBack() {
        if (submissions.pending() == 0) {
            for (int i = 0; i < usedCount; i++) {
                buffers.giveBack(used[i]);
            }
            usedCount = 0;
            buffers.offer(busyTurns > 0 ? BUFFERS : QUIET_BUFFERS);
            isFlushed = false;
            mustSubmit = false;
        }
    }

    private int handOut(DatagramHandler handler) {
        int handedOut = 0;
        while (handedOut < TURN && completions.next()) {
            long userData = completions.userData();
            switch (UserData.kind(userData)) {
                case RECEIVE -> handedOut += onReceive(UserData.place(userData), handler);
                case SEND -> sendErrors.incrementAndGet();
                case WAKEUP -> onWakeup();
                case REGISTER -> places.onRegisterFailure(UserData.place(userData));
                case CANCEL -> {} // it had ended by itself: that completion is here, or was
                case CLOSE -> places.onClose(UserData.place(userData));
            }
        }
        return handedOut;
    }

    /** @return how many datagrams were handed out */
    private int onReceive(int index, DatagramHandler handler) {
        int result = completions.result();
        int flags = completions.flags();
        RingPlace place = places.get(index);
        if (!CompletionEntry.hasMore(flags) && place != null) {
            places.onReceiveEnd(place);
        }
        if (!CompletionEntry.hasBuffer(flags)) {
            if (result == -Errno.ENOBUFS) {
                busyTurns = BUSY_TURNS;
            }
            return 0;
        }
        int buffer = CompletionEntry.buffer(flags);
        buffers.onTaken();
        used[usedCount++] = buffer;
        int length = result - ReceivedMessage.PAYLOAD_AT;
        if (place == null || !place.isWanted || length < 0) {
            return 0;
        }
        NativeDatagram datagram = datagrams[buffer];
        datagram.received(length, length == Datagram.MAX_LENGTH && ReceivedMessage.isTruncated(received[buffer]));
        datagram.setToken(place.socket.token());
        handler.onDatagram(datagram);
        return 1;
    }

    private void onWakeup() {
        if (!CompletionEntry.hasMore(completions.flags())) {
            armWakeup();
        }
    }

    @Override
    public void send(MediaSocket socket, Datagram datagram, TransportAddress target) {
        NativeSocket from = own(socket);
        NativeDatagram what = own(datagram);
        int entry = from.isClosed() ? Ring.NO_ENTRY : ring.nextEntry();
        if (entry == Ring.NO_ENTRY) {
            sendErrors.incrementAndGet();
            return;
        }
        boolean isServed = from.isServedBy(this);
        mustSubmit |= !isServed; // its owner may close it after the flush
        MemorySegment address = targets[entry];
        int addressLength = SocketAddress.write(address, target);
        SubmissionEntry.send(
                submissions.entries(),
                SubmissionQueue.at(entry),
                isServed ? from.slot() : from.fd(),
                isServed,
                what.address(),
                what.length(),
                address.address(),
                addressLength,
                SEND);
    }

    @Override
    public void flushNow() {
        mustSubmit = true;
        flush();
    }

    @Override
    public void flush() {
        if (mustSubmit || isFlushed) {
            try {
                enable();
                ring.submit();
            } catch (IOException e) {
                return; // everything stays as it is; the next poll meets the same and reports it
            }
            mustSubmit = false;
            if (submissions.pending() > 0) {
                return;
            }
        }
        SpareDatagrams<NativeDatagram> sent = lastSpares;
        lastSpares = spares;
        spares = sent;
        spares.takeAllBack();
        isFlushed = submissions.pending() > 0;
    }

    @Override
    public void setGathering(long gatherNs) {
        this.gatherNs = ring.canGather() ? gatherNs : 0;
    }

    @Override
    public @Nullable Datagram allocate() {
        return spares.empty();
    }

    @Override
    public @Nullable Datagram copy(Datagram datagram) {
        return spares.copyOf(own(datagram));
    }

    @Override
    public void wakeup() {
        wakeup.signal();
    }

    @Override
    public long sendErrors() {
        return sendErrors.get();
    }

    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        boolean isQuiet = !isEnabled || endRequests();
        wakeup.close();
        ring.close();
        if (isQuiet) {
            buffers.free();
            arena.close();
        }
        // Otherwise the kernel may still read and write there: rather lose the memory than have it overwritten.
    }

    /** Sends what is queued, ends all requests and closes all sockets. @return whether the kernel is done with them */
    private boolean endRequests() {
        try {
            places.removeAll();
            for (int i = 0; i < CLOSE_ATTEMPTS && (places.isReceiving() || submissions.pending() > 0); i++) {
                ring.submitAndWait(1, 0, CLOSE_WAIT_NS);
                completions.refresh();
                int _ = handOut(_ -> {});
                usedCount = 0; // no buffer is needed again
            }
            places.releaseAll();
            return !places.isReceiving();
        } catch (IOException e) {
            return false;
        }
    }

    /** Descriptors and addresses are numbers to the kernel: once closed they may be somebody else's. */
    private void checkOpen() {
        if (isClosed) {
            throw new IllegalStateException("this poller is closed");
        }
    }

    private static NativeSocket own(MediaSocket socket) {
        if (socket instanceof NativeSocket own) {
            return own;
        }
        throw new IllegalArgumentException("a socket of another tier: " + socket);
    }

    private static NativeDatagram own(Datagram datagram) {
        if (datagram instanceof NativeDatagram own) {
            return own;
        }
        throw new IllegalArgumentException("a datagram of another tier: " + datagram);
    }
}
