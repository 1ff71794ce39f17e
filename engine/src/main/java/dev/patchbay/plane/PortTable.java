package dev.patchbay.plane;

import dev.patchbay.plan.MediaPort;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Attached ports by their token: the index by which a received datagram finds its component. Tokens of released ports are given out
 * again, which is safe because no datagram arrives from a detached socket. Owner: MediaWorker.
 */
final class PortTable {

    private static final int INITIAL_CAPACITY = 64;

    private @Nullable MediaPort[] ports = new @Nullable MediaPort[INITIAL_CAPACITY];
    private @Nullable Component[] components = new @Nullable Component[INITIAL_CAPACITY];
    private int[] freeTokens = new int[INITIAL_CAPACITY];
    private int freeCount;
    private int used;

    int add(MediaPort port, Component component) {
        int token = freeCount > 0 ? freeTokens[--freeCount] : used++;
        if (token == ports.length) {
            int capacity = 2 * ports.length;
            ports = Arrays.copyOf(ports, capacity);
            components = Arrays.copyOf(components, capacity);
            freeTokens = Arrays.copyOf(freeTokens, capacity);
        }
        ports[token] = port;
        components[token] = component;
        return token;
    }

    void assign(int token, Component component) {
        components[token] = component;
    }

    void remove(int token) {
        ports[token] = null;
        components[token] = null;
        freeTokens[freeCount++] = token;
    }

    /** Null for a token that is not in use. */
    @Nullable MediaPort port(int token) {
        return ports[token];
    }

    /** Null for a token that is not in use. */
    @Nullable Component component(int token) {
        return components[token];
    }
}
