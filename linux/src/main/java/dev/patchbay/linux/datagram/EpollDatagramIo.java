package dev.patchbay.linux.datagram;

import dev.patchbay.linux.abi.EpollEvent;
import dev.patchbay.linux.abi.Errno;
import dev.patchbay.linux.abi.Linux;
import dev.patchbay.linux.abi.SystemCallException;
import dev.patchbay.linux.abi.SystemCalls;
import dev.patchbay.net.TransportAddress;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of one worker behind one epoll descriptor. A turn takes at most {@link ReceiveBatch#SLOTS} datagrams, at most
 * {@link #SOCKET_SHARE} of one socket, and always one of every socket reported; the kernel reports sockets in rotation, so a
 * flooded one starves nobody.
 */
final class EpollDatagramIo implements DatagramIo {

    private static final int SOCKET_SHARE = 16;
    /** As many as there are buffers, so that each reported socket gets one. */
    private static final int EVENTS = ReceiveBatch.SLOTS;
    private static final int FIRST_TABLE_SIZE = 64;
    private static final int WAKEUP = -1;

    private final Linux linux;
    private final Arena arena;
    private final SystemCalls calls;
    private final int epollFd;
    private final Wakeup wakeup;
    private final MemorySegment events;
    private final MemorySegment newEvent;
    private final ReceiveBatch batch;
    private final SendQueue sendQueue;
    private final SpareDatagrams<NativeDatagram> spares;

    private final AtomicLong sendErrors = new AtomicLong(); // writer: owner thread

    private @Nullable NativeSocket[] attached = new @Nullable NativeSocket[FIRST_TABLE_SIZE];
    private int[] freeSlots = new int[FIRST_TABLE_SIZE];
    private int freeCount;
    private int usedSlots;
    private long gatherNs;
    private boolean isClosed;

    private EpollDatagramIo(Linux linux, Arena arena, SystemCalls calls, int epollFd, int eventFd) {
        this.linux = linux;
        this.arena = arena;
        this.calls = calls;
        this.epollFd = epollFd;
        this.wakeup = new Wakeup(linux, eventFd);
        this.events = arena.allocate((long) EVENTS * EpollEvent.SIZE, 8);
        this.newEvent = arena.allocate(EpollEvent.SIZE, 8);
        DatagramMemory memory = new DatagramMemory(arena, ReceiveBatch.SLOTS + SpareDatagrams.CAPACITY);
        this.batch = new ReceiveBatch(arena, memory);
        this.sendQueue = new SendQueue(arena);
        this.spares = new SpareDatagrams<>(() -> new NativeDatagram(memory.nextBytes(), memory.nextSource()));
    }

    static EpollDatagramIo open(Linux linux) throws IOException {
        Arena arena = Arena.ofShared(); // opened by one thread, used by the worker's
        int epollFd = -1;
        int eventFd = -1;
        boolean isDone = false;
        try {
            SystemCalls calls = linux.calls(arena);
            epollFd = check("epoll_create1", calls.epollCreate());
            eventFd = check("eventfd", calls.eventfd());
            EpollDatagramIo io = new EpollDatagramIo(linux, arena, calls, epollFd, eventFd);
            // Edge-triggered, so that nobody has to read the counter: each signal is one event.
            EpollEvent.write(io.newEvent, EpollEvent.IN | EpollEvent.EDGE_TRIGGERED, WAKEUP);
            check("epoll_ctl of the eventfd", calls.epollAdd(epollFd, eventFd, io.newEvent));
            isDone = true;
            return io;
        } finally {
            if (!isDone) {
                closeIfOpen(linux, eventFd);
                closeIfOpen(linux, epollFd);
                arena.close();
            }
        }
    }

    private static int check(String operation, int result) throws IOException {
        if (result < 0) {
            throw new SystemCallException(operation, result);
        }
        return result;
    }

    private static void closeIfOpen(Linux linux, int fd) {
        if (fd >= 0) {
            linux.close(fd);
        }
    }

    @Override
    public void attach(MediaSocket socket, int token) throws IOException {
        checkOpen();
        NativeSocket own = own(socket);
        if (own.isAttached() || own.isClosed()) {
            throw new IllegalStateException(own.local() + (own.isClosed() ? " is closed" : " is already attached"));
        }
        int slot = freeCount > 0 ? freeSlots[freeCount - 1] : usedSlots;
        EpollEvent.write(newEvent, EpollEvent.IN, slot);
        int result = calls.epollAdd(epollFd, own.fd(), newEvent);
        if (result < 0) {
            throw new SystemCallException("epoll_ctl of " + own.local(), result);
        }
        if (freeCount > 0) {
            freeCount--;
        } else {
            usedSlots++;
        }
        if (slot == attached.length) {
            attached = Arrays.copyOf(attached, slot * 2);
        }
        attached[slot] = own;
        own.attached(this, slot, token);
    }

    @Override
    public void detach(MediaSocket socket) {
        NativeSocket own = own(socket);
        if (own.isServedBy(this)) {
            transmit(); // what is queued must leave before the descriptor's number can belong to another socket
            attached[own.slot()] = null;
            if (freeCount == freeSlots.length) {
                freeSlots = Arrays.copyOf(freeSlots, freeCount * 2);
            }
            freeSlots[freeCount++] = own.slot();
            own.detached();
        }
        own.close(); // closing also takes it out of the epoll set
    }

    @Override
    public int poll(long timeoutNs, DatagramHandler handler) throws IOException {
        checkOpen();
        transmit(); // a buffer about to be received into may be queued
        if (gatherNs > 0 && timeoutNs > 0 && batch.free() > 0) {
            LockSupport.parkNanos(gatherNs); // a full batch means that more is waiting already
        }
        batch.clear();
        int ready = calls.epollWait(epollFd, events, EVENTS, timeoutNs);
        if (ready < 0 && ready != -Errno.EINTR) {
            throw new SystemCallException("epoll_wait", ready);
        }
        wakeup.clear();
        int handedOut = 0;
        for (int i = 0; i < ready; i++) {
            int slot = EpollEvent.data(events, i);
            if (slot == WAKEUP) {
                continue;
            }
            NativeSocket socket = attached[slot];
            if (socket != null) { // null: detached by the handler within this turn
                int keptForOthers = ready - i - 1;
                handedOut += receive(socket, Math.min(SOCKET_SHARE, batch.free() - keptForOthers), handler);
            }
        }
        return handedOut;
    }

    private int receive(NativeSocket socket, int limit, DatagramHandler handler) {
        int first = ReceiveBatch.SLOTS - batch.free();
        // Below zero: nothing there after all, or an ICMP error that is gone once reported. Neither concerns the call.
        int count = batch.receive(calls, socket.fd(), limit);
        if (count > 0) {
            handler.onReceived();
        }
        int handedOut = 0;
        while (handedOut < count && socket.isServedBy(this)) {
            NativeDatagram datagram = batch.get(first + handedOut);
            datagram.setToken(socket.token());
            handedOut++;
            handler.onDatagram(datagram);
        }
        return handedOut;
    }

    @Override
    public void send(MediaSocket socket, Datagram datagram, TransportAddress target) {
        NativeSocket from = own(socket);
        if (from.isClosed()) {
            sendErrors.incrementAndGet();
            return;
        }
        if (sendQueue.isFull()) {
            transmit();
        }
        sendQueue.add(from.fd(), own(datagram), target);
    }

    @Override
    public void flush() {
        transmit();
        spares.takeAllBack();
    }

    /** Unlike {@link #flush} leaves the spares with those who took them. */
    private void transmit() {
        int refused = sendQueue.transmit(calls);
        if (refused > 0) {
            sendErrors.addAndGet(refused);
        }
    }

    /** {@inheritDoc} The system has no wait that gathers, so a turn begins with a sleep; a {@link #wakeup} does not end it. */
    @Override
    public void setGathering(long gatherNs) {
        this.gatherNs = gatherNs;
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
        transmit();
        for (NativeSocket socket : attached) {
            if (socket != null) {
                socket.detached();
                socket.close();
            }
        }
        Arrays.fill(attached, null);
        wakeup.close();
        linux.close(epollFd);
        arena.close();
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
