package dev.patchbay.linux.abi;

import java.util.Set;

/** System call numbers: x86-64 has a table of its own, AArch64 and RISC-V share the generic one. */
final class SyscallNumber {

    private static final String MACHINE = System.getProperty("os.arch", "");
    private static final boolean IS_X86_64 = Set.of("amd64", "x86_64").contains(MACHINE);

    static final long READ = of(0, 63);
    static final long WRITE = of(1, 64);
    static final long CLOSE = of(3, 57);
    static final long MMAP = of(9, 222);
    static final long MUNMAP = of(11, 215);
    static final long SOCKET = of(41, 198);
    static final long SENDTO = of(44, 206);
    static final long BIND = of(49, 200);
    static final long GETSOCKNAME = of(51, 204);
    static final long SETSOCKOPT = of(54, 208);
    static final long GETSOCKOPT = of(55, 209);
    static final long GETPRIORITY = of(140, 141);
    static final long SETPRIORITY = of(141, 140);
    static final long SCHED_SETAFFINITY = of(203, 122);
    static final long SCHED_GETAFFINITY = of(204, 123);
    static final long EPOLL_CTL = of(233, 21);
    static final long EPOLL_PWAIT = of(281, 22);
    static final long EVENTFD2 = of(290, 19);
    static final long EPOLL_CREATE1 = of(291, 20);
    static final long RECVMMSG = of(299, 243);
    static final long PRLIMIT64 = of(302, 261);
    static final long SENDMMSG = of(307, 269);
    static final long BPF = of(321, 280);
    static final long IO_URING_SETUP = of(425, 425);
    static final long IO_URING_ENTER = of(426, 426);
    static final long IO_URING_REGISTER = of(427, 427);
    static final long EPOLL_PWAIT2 = of(441, 441);

    private SyscallNumber() {}

    /** Whether the numbers, constants and structures of this package hold for {@code os.arch}. */
    static boolean isKnownMachine(String machine) {
        return Set.of("amd64", "x86_64", "aarch64", "riscv64").contains(machine);
    }

    private static long of(int x86, int generic) {
        return IS_X86_64 ? x86 : generic;
    }
}
