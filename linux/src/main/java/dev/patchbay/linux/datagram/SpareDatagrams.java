package dev.patchbay.linux.datagram;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Datagrams to copy into or to build, for one turn of a worker: taken one by one, all given back at once. Owner thread only.
 */
final class SpareDatagrams<D extends ReusableDatagram<D>> {

    /** For copies and for what the relay makes itself within one turn. */
    static final int CAPACITY = 256;

    private final Datagram[] spares = new Datagram[CAPACITY];
    private int taken;

    SpareDatagrams(Supplier<D> source) {
        for (int i = 0; i < CAPACITY; i++) {
            spares[i] = source.get();
        }
    }

    /** An empty one; null when all are taken. */
    @Nullable D empty() {
        D spare = take();
        if (spare != null) {
            spare.clear();
        }
        return spare;
    }

    /** One that holds the same as {@code original}; null when all are taken. */
    @Nullable D copyOf(D original) {
        D spare = take();
        if (spare != null) {
            spare.copyFrom(original);
        }
        return spare;
    }

    /** Still holds what was in it. */
    @SuppressWarnings("unchecked") // the array holds only what the constructor put there
    private @Nullable D take() {
        return taken == CAPACITY ? null : (D) spares[taken++];
    }

    void takeAllBack() {
        taken = 0;
    }
}
