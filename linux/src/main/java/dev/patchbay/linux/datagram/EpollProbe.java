package dev.patchbay.linux.datagram;

import dev.patchbay.linux.abi.EpollEvent;
import dev.patchbay.linux.abi.Errno;
import dev.patchbay.linux.abi.Linux;
import dev.patchbay.linux.abi.MessageHeader;
import dev.patchbay.linux.abi.SocketAddress;
import dev.patchbay.linux.abi.SystemCalls;
import dev.patchbay.net.TransportAddress;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes each system call of the epoll tier once. A container may forbid any of them alone, and on the media path a refusal
 * would only look like a lost packet.
 */
final class EpollProbe {

    private static final TransportAddress ANYWHERE = TransportAddress.of("0.0.0.0", 0);

    private final Linux linux;
    private final List<Integer> opened = new ArrayList<>();

    EpollProbe(Linux linux) {
        this.linux = linux;
    }

    /** Empty when everything works, otherwise which call failed and how. */
    Optional<String> failure() {
        try (Arena arena = Arena.ofConfined()) {
            tryAll(linux.calls(arena), arena);
            return Optional.empty();
        } catch (Refused refused) {
            return Optional.of(refused.text);
        } finally {
            opened.forEach(linux::close);
            opened.clear();
        }
    }

    private void tryAll(SystemCalls calls, Arena arena) throws Refused {
        MemorySegment address = arena.allocate(SocketAddress.SIZE, 8);
        MemorySegment event = arena.allocate(EpollEvent.SIZE, 8);
        MemorySegment header = arena.allocate(MessageHeader.SIZE, 8);
        MemorySegment vector = arena.allocate(MessageHeader.VECTOR_SIZE, 8);
        MessageHeader.init(header, address, vector);
        MessageHeader.setAddressLength(header, SocketAddress.SIZE);

        int socket = open("socket", calls.datagramSocket(SystemCalls.AF_INET));
        check("bind", calls.bind(socket, address, SocketAddress.write(address, ANYWHERE)));
        check("getsockname", calls.getsockname(socket, address));
        int epoll = open("epoll_create1", calls.epollCreate());
        int wakeup = open("eventfd", calls.eventfd());
        EpollEvent.write(event, EpollEvent.IN, 0);
        check("epoll_ctl", calls.epollAdd(epoll, wakeup, event));
        linux.signal(wakeup);
        // With a timeout, so that epoll_pwait2 is tried where there is one; the signal is already there.
        check("epoll_wait", calls.epollWait(epoll, event, 1, 1));
        int received = calls.recvmmsg(socket, header, 1);
        check("recvmmsg", received == -Errno.EAGAIN ? 0 : received);
        check("sendmmsg", calls.sendmmsg(socket, header, 0));
        // To port 0: the kernel checks the address first, so EINVAL shows that the call as such is allowed.
        SocketAddress.write(address, ANYWHERE);
        int sent = calls.sendto(socket, vector, 0, address, SocketAddress.length(ANYWHERE.family()));
        check("sendto", sent == -Errno.EINVAL ? 0 : sent);
    }

    private int open(String call, int fd) throws Refused {
        check(call, fd);
        opened.add(fd);
        return fd;
    }

    private static void check(String call, int result) throws Refused {
        if (result < 0) {
            throw new Refused(call + " gives " + Errno.name(-result));
        }
    }

    /** Ends the trial at its first failure. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final String text;

        Refused(String text) {
            super(text, null, false, false);
            this.text = text;
        }
    }
}
