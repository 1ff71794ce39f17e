package dev.patchbay.linux.abi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The real kernel, in which chosen system calls fail; it also watches that each descriptor is closed exactly once. */
public final class FaultyLinux implements Linux {

    private static final Set<String> OPENING = Set.of("datagramSocket", "epollCreate", "eventfd", "ringSetup");

    private final Linux real;
    private final Set<Integer> open = new HashSet<>();
    private final Set<Long> mapped = new HashSet<>();
    private final List<Arena> arenas = new ArrayList<>();
    private final Map<String, Integer> errnoByCall = new HashMap<>();
    private int calls;
    private int failAt;
    private int failErrno;
    private int signals;

    public FaultyLinux() {
        try {
            real = Kernel.load();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The call of this number (1 = the next) fails, no other. */
    public void failAt(int number, int errno) {
        calls = 0;
        failAt = number;
        failErrno = errno;
    }

    /** Whether the call chosen with {@link #failAt} was reached. */
    public boolean hasFailed() {
        return calls >= failAt;
    }

    /** Every call of this method of {@link SystemCalls} fails until {@link #heal}. */
    public void fail(String method, int errno) {
        errnoByCall.put(method, errno);
    }

    public void heal() {
        errnoByCall.clear();
        failAt = 0;
    }

    public Set<Integer> openDescriptors() {
        return open;
    }

    public boolean isAllMemoryFree() {
        return mapped.isEmpty() && arenas.stream().noneMatch(arena -> arena.scope().isAlive());
    }

    public int signals() {
        return signals;
    }

    @Override
    public SystemCalls calls(Arena arena) {
        arenas.add(arena);
        SystemCalls realCalls = real.calls(arena);
        return (SystemCalls) Proxy.newProxyInstance(
                SystemCalls.class.getClassLoader(),
                new Class<?>[] {SystemCalls.class},
                (_, method, arguments) -> call(realCalls, method, arguments));
    }

    private Object call(SystemCalls realCalls, Method method, Object[] arguments) throws Throwable {
        boolean isMapping = method.getReturnType() == long.class;
        calls++;
        Integer errno = calls == failAt ? Integer.valueOf(failErrno) : errnoByCall.get(method.getName());
        // Giving memory back cannot fail.
        if (errno != null && !method.getName().equals("unmap")) {
            return isMapping ? (Object) (long) -errno : (Object) (-errno);
        }
        try {
            Object result = method.invoke(realCalls, arguments);
            if (isMapping) {
                mapped.add((long) result);
            } else if (method.getName().equals("unmap")) {
                unmapped((long) arguments[0]);
            } else if ((int) result >= 0 && OPENING.contains(method.getName()) && !open.add((int) result)) {
                throw new AssertionError("descriptor " + result + " was closed behind our back");
            }
            return result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void unmapped(long address) {
        if (!mapped.remove(address)) {
            throw new AssertionError("unmaps " + address + ", which is not mapped");
        }
    }

    @Override
    public void close(int fd) {
        if (!open.remove(fd)) {
            throw new AssertionError("closes descriptor " + fd + ", which is not open");
        }
        real.close(fd);
    }

    @Override
    public void signal(int eventFd) {
        signals++;
        real.signal(eventFd);
    }
}
