package dev.patchbay.system.net;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a test environment has opened, closed together: the last one first, and each of them whatever happens to the others. */
public final class OpenResources implements AutoCloseable {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /** @return the same, to be closed by {@link #close} */
    public <T extends AutoCloseable> T keep(T resource) {
        open.push(resource);
        return resource;
    }

    public int size() {
        return open.size();
    }

    /** @throws IllegalStateException after all were closed, if one of them could not be */
    @Override
    public void close() {
        IllegalStateException failure = null;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = new IllegalStateException("could not be closed", e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
