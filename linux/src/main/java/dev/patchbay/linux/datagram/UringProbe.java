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
import dev.patchbay.linux.uring.RegisteredFiles;
import dev.patchbay.linux.uring.Ring;
import dev.patchbay.linux.uring.SubmissionQueue;
import dev.patchbay.linux.uring.UserData;
import dev.patchbay.linux.uring.UserData.Kind;
import dev.patchbay.net.TransportAddress;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes each request of the io_uring tier once, on a small ring: kernels before 6.1 lack one or the other, and containers often
 * forbid all of it.
 */
final class UringProbe {

    private static final int ENTRIES = 16;
    private static final int FILE = 0;
    private static final int GROUP = 1;
    private static final TransportAddress ANYWHERE = TransportAddress.of("0.0.0.0", 0);
    private static final int EAFNOSUPPORT = 97;
    private static final int ECANCELED = 125;
    /** Of a completion; it is there at once, or never. */
    private static final long WAIT_NS = 100_000_000;

    private final Linux linux;
    private final List<Integer> opened = new ArrayList<>();
    private @Nullable Ring ring;
    private @Nullable BufferRing buffers;

    UringProbe(Linux linux) {
        this.linux = linux;
    }

    /** Empty when everything works, otherwise what failed and how. */
    Optional<String> failure() {
        try (Arena arena = Arena.ofShared()) {
            try {
                tryAll(linux.calls(arena), arena);
                return Optional.empty();
            } catch (IOException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            } finally {
                closeAll();
            }
        }
    }

    private void closeAll() {
        if (ring != null) {
            ring.close();
        }
        if (buffers != null) {
            buffers.free();
        }
        opened.forEach(linux::close);
    }

    private void tryAll(SystemCalls calls, Arena arena) throws IOException {
        Ring opening = Ring.open(linux, calls, arena, ENTRIES, ENTRIES);
        ring = opening;
        RegisteredFiles files = RegisteredFiles.register(opening, arena, 1);
        buffers = BufferRing.register(opening, calls, arena, ENTRIES, ReceivedMessage.PAYLOAD_AT, GROUP);
        opening.enable();
        int wakeup = open("eventfd", calls.eventfd());
        int socket = open("socket", calls.datagramSocket(SystemCalls.AF_INET));
        MemorySegment address = arena.allocate(SocketAddress.SIZE, Long.BYTES);
        int length = SocketAddress.write(address, ANYWHERE);
        int bound = calls.bind(socket, address, length);
        if (bound < 0) {
            throw new SystemCallException("bind", bound);
        }
        tryRequests(opening, arena, wakeup, socket, address);
        files.unregister();
    }

    private void tryRequests(Ring trial, Arena arena, int wakeup, int socket, MemorySegment address) throws IOException {
        MemorySegment template = arena.allocate(ReceivedMessage.TEMPLATE_SIZE, Long.BYTES);
        ReceivedMessage.writeTemplate(template);
        MemorySegment descriptor = arena.allocateFrom(ValueLayout.JAVA_INT, socket);
        SubmissionQueue queue = trial.submissions();
        MemorySegment entries = queue.entries();
        SubmissionEntry.registerFile(entries, next(queue), FILE, descriptor.address(), UserData.of(Kind.REGISTER, FILE));
        SubmissionEntry.receive(entries, next(queue), FILE, template.address(), GROUP, UserData.of(Kind.RECEIVE, FILE));
        SubmissionEntry.pollReadable(entries, next(queue), wakeup, UserData.of(Kind.WAKEUP, FILE));
        // To an address of no family: that it is looked at shows that such a send is known and allowed.
        SocketAddress.clear(address);
        address.set(ValueLayout.JAVA_SHORT, 0, (short) SystemCalls.AF_UNIX);
        int targetLength = SocketAddress.length(ANYWHERE.family());
        SubmissionEntry.send(
                entries,
                next(queue),
                FILE,
                true,
                template.address(),
                0,
                address.address(),
                targetLength,
                UserData.of(Kind.SEND, FILE));
        linux.signal(wakeup);
        expect(trial, EnumSet.of(Kind.SEND, Kind.WAKEUP));
        SubmissionEntry.cancel(
                entries, next(queue), UserData.of(Kind.RECEIVE, FILE), UserData.of(Kind.CANCEL, FILE));
        SubmissionEntry.closeFile(entries, next(queue), FILE, UserData.of(Kind.CLOSE, FILE));
        expect(trial, EnumSet.of(Kind.RECEIVE, Kind.CLOSE));
    }

    private static long next(SubmissionQueue queue) {
        return SubmissionQueue.at(queue.next());
    }

    /** Waits for one completion of each kind, with the outcome that shows that the request works. */
    private static void expect(Ring trial, Set<Kind> kinds) throws IOException {
        while (!kinds.isEmpty()) {
            trial.submitAndWait(1, 0, WAIT_NS);
            if (trial.completions().refresh() == 0) {
                throw new IOException("io_uring does not complete " + kinds);
            }
            while (trial.completions().next()) {
                Kind kind = UserData.kind(trial.completions().userData());
                int expected = switch (kind) {
                    case SEND -> -EAFNOSUPPORT;
                    case RECEIVE -> -ECANCELED;
                    case WAKEUP, REGISTER, CANCEL, CLOSE -> 0;
                };
                int result = trial.completions().result();
                boolean isMultishot = kind != Kind.WAKEUP || CompletionEntry.hasMore(trial.completions().flags());
                if (kind == Kind.WAKEUP ? result < 0 || !isMultishot : result != expected) {
                    throw new IOException("io_uring " + kind + ": " + (result < 0 ? Errno.name(-result) : "ends early"));
                }
                kinds.remove(kind);
            }
        }
    }

    private int open(String call, int fd) throws IOException {
        if (fd < 0) {
            throw new SystemCallException(call, fd);
        }
        opened.add(fd);
        return fd;
    }
}
