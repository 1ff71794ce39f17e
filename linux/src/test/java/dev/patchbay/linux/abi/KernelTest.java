package dev.patchbay.linux.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.net.TransportAddress;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class KernelTest {

    private static final int EBADF = 9;
    private static final int NO_DESCRIPTOR = -1;

    private final Arena arena = Arena.ofConfined();

    @AfterEach
    void freeMemory() {
        arena.close();
    }

    @Test
    void shouldSayWhyItCannotBeLoaded() {
        assertThatThrownBy(() -> Kernel.load("Windows 11", "amd64"))
                .isInstanceOf(IOException.class)
                .hasMessage("the system is Windows 11");
        assertThatThrownBy(() -> Kernel.load("Linux", "s390x"))
                .isInstanceOf(IOException.class)
                .hasMessage("the machine is s390x");
    }

    @Nested
    @EnabledOnOs(OS.LINUX)
    class Calls {

        private Linux linux;
        private SystemCalls calls;
        private MemorySegment memory;

        @BeforeEach
        void load() throws IOException {
            linux = Kernel.load();
            calls = linux.calls(arena);
            memory = arena.allocate(1024, 8);
        }

        @Test
        void shouldGiveTheNegatedErrnoOfEachCall() {
            assertThat(calls.bind(NO_DESCRIPTOR, memory, 16)).isEqualTo(-EBADF);
            assertThat(calls.getsockname(NO_DESCRIPTOR, memory)).isEqualTo(-EBADF);
            assertThat(calls.setOption(NO_DESCRIPTOR, 1, 8, 1)).isEqualTo(-EBADF);
            assertThat(calls.getOption(NO_DESCRIPTOR, 1, 8)).isEqualTo(-EBADF);
            assertThat(calls.epollAdd(NO_DESCRIPTOR, 0, memory)).isEqualTo(-EBADF);
            assertThat(calls.epollWait(NO_DESCRIPTOR, memory, 1, 0)).isEqualTo(-EBADF);
            assertThat(calls.epollWait(NO_DESCRIPTOR, memory, 1, 1)).isEqualTo(-EBADF);
            assertThat(calls.recvmmsg(NO_DESCRIPTOR, memory, 1)).isEqualTo(-EBADF);
            assertThat(calls.sendmmsg(NO_DESCRIPTOR, memory, 1)).isEqualTo(-EBADF);
            assertThat(calls.sendto(NO_DESCRIPTOR, memory, 1, memory, 16)).isEqualTo(-EBADF);
            assertThat(calls.read(NO_DESCRIPTOR, memory, 8)).isEqualTo(-EBADF);
            assertThat(calls.write(NO_DESCRIPTOR, memory, 8)).isEqualTo(-EBADF);
            assertThat(calls.datagramSocket(-1)).isNegative();
        }

        @Test
        void shouldCarryEventDataThroughTheKernel() {
            int epoll = calls.epollCreate();
            int first = calls.eventfd();
            int second = calls.eventfd();
            MemorySegment event = arena.allocate(EpollEvent.SIZE, 8);
            EpollEvent.write(event, EpollEvent.IN, 0x1234_5678);
            assertThat(calls.epollAdd(epoll, first, event)).isZero();
            EpollEvent.write(event, EpollEvent.IN, -1);
            assertThat(calls.epollAdd(epoll, second, event)).isZero();
            assertThat(calls.epollWait(epoll, memory, 4, 0)).isZero();
            linux.signal(first);
            linux.signal(second);
            assertThat(calls.epollWait(epoll, memory, 4, SystemCalls.FOREVER)).isEqualTo(2);
            assertThat(EpollEvent.data(memory, 0)).isEqualTo(0x1234_5678);
            assertThat(EpollEvent.data(memory, 1)).isEqualTo(-1);
            linux.close(first);
            linux.close(second);
            linux.close(epoll);
        }

        @Test
        void shouldWaitOnOldKernelsToo() {
            SystemCalls old = new KernelCalls(arena, false);
            int epoll = old.epollCreate();
            assertThat(old.epollWait(epoll, memory, 1, 1)).isZero();
            assertThat(old.epollWait(NO_DESCRIPTOR, memory, 1, 1)).isEqualTo(-EBADF);
            int event = old.eventfd();
            MemorySegment in = arena.allocate(EpollEvent.SIZE, 8);
            EpollEvent.write(in, EpollEvent.IN, 5);
            assertThat(old.epollAdd(epoll, event, in)).isZero();
            linux.signal(event);
            assertThat(old.epollWait(epoll, memory, 1, Long.MAX_VALUE)).isEqualTo(1);
            assertThat(EpollEvent.data(memory, 0)).isEqualTo(5);
            linux.close(event);
            linux.close(epoll);
        }

        @Test
        void shouldCountSignals() {
            int event = calls.eventfd();
            assertThat(calls.read(event, memory, 8)).isEqualTo(-Errno.EAGAIN);
            linux.signal(event);
            linux.signal(event);
            memory.set(ValueLayout.JAVA_LONG, 0, 40);
            assertThat(calls.write(event, memory, 8)).isEqualTo(8);
            assertThat(calls.read(event, memory, 8)).isEqualTo(8);
            assertThat(memory.get(ValueLayout.JAVA_LONG, 0)).isEqualTo(42);
            linux.close(event);
            assertThat(calls.read(event, memory, 8)).isEqualTo(-EBADF);
        }

        @Test
        void shouldSendAndReceiveSeveralDatagramsPerCall() {
            int fd = calls.datagramSocket(SystemCalls.AF_INET);
            MemorySegment address = arena.allocate(SocketAddress.SIZE, 8);
            int length = SocketAddress.write(address, TransportAddress.of("127.0.0.1", 0));
            assertThat(calls.bind(fd, address, length)).isZero();
            assertThat(calls.getsockname(fd, address)).isZero();
            MemorySegment headers = arena.allocate(3L * MessageHeader.SIZE, 8);
            MemorySegment vectors = arena.allocate(3L * MessageHeader.VECTOR_SIZE, 8);
            for (int i = 0; i < 3; i++) {
                MemorySegment vector = vectors.asSlice((long) i * MessageHeader.VECTOR_SIZE);
                MemorySegment header = headers.asSlice((long) i * MessageHeader.SIZE);
                MessageHeader.init(header, address, vector);
                MessageHeader.setAddressLength(header, length);
                MessageHeader.setBytes(vector, memory.asSlice(i * 100L, 100), 10 * (i + 1));
            }
            assertThat(calls.sendmmsg(fd, headers, 3)).isEqualTo(3);
            assertThat(calls.sendto(fd, memory, 99, address, length)).isEqualTo(99);
            MessageHeader.setBytes(vectors, memory, 10);
            MessageHeader.setBytes(vectors.asSlice(MessageHeader.VECTOR_SIZE), memory.asSlice(100), 19);
            assertThat(calls.recvmmsg(fd, headers, 3)).isEqualTo(3);
            int[] lengths = new int[3];
            boolean[] truncated = new boolean[3];
            for (int i = 0; i < 3; i++) {
                lengths[i] = MessageHeader.length(headers.asSlice((long) i * MessageHeader.SIZE));
                truncated[i] = MessageHeader.isTruncated(headers.asSlice((long) i * MessageHeader.SIZE));
            }
            assertThat(lengths).containsExactly(10, 19, 30);
            assertThat(truncated).containsExactly(false, true, false);
            assertThat(calls.read(fd, memory, 1000)).isEqualTo(99);
            assertThat(calls.recvmmsg(fd, headers, 3)).isEqualTo(-Errno.EAGAIN);
            linux.close(fd);
        }
    }
}
