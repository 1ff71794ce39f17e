package dev.patchbay.linux.forward;

import dev.patchbay.linux.bpf.BpfProgram;
import dev.patchbay.linux.netlink.TrafficControl;
import dev.patchbay.linux.netlink.TrafficControl.Direction;
import dev.patchbay.linux.netlink.TrafficControl.Filter;
import java.io.IOException;
import java.util.Optional;

/**
 * By filters of traffic control, for kernels without tcx. A filter outlives its process, but forwards nothing once the lease is over; the
 * next daemon of the same table removes it ({@link #removeStale}).
 *
 * <p>The {@code clsact} qdisc goes with the filters if it was added for them and nothing else uses it by then. Of a dead daemon it stays:
 * who added it is not to be seen any more, and an empty one does nothing.
 */
final class FilterAttachment implements Attachment {

    private final TrafficControl trafficControl;
    private final int interfaceIndex;
    private final int handle;
    private final int ingressId;
    private final int egressId;
    private final boolean isClsactOurs;
    private boolean closed;

    private FilterAttachment(
            TrafficControl trafficControl,
            int interfaceIndex,
            int handle,
            int ingressId,
            int egressId,
            boolean isClsactOurs) {
        this.trafficControl = trafficControl;
        this.interfaceIndex = interfaceIndex;
        this.handle = handle;
        this.ingressId = ingressId;
        this.egressId = egressId;
        this.isClsactOurs = isClsactOurs;
    }

    static FilterAttachment attach(
            TrafficControl trafficControl, BpfProgram ingress, BpfProgram egress, int interfaceIndex, int table)
            throws IOException {
        int handle = handle(table);
        FilterAttachment attachment = new FilterAttachment(
                trafficControl,
                interfaceIndex,
                handle,
                ingress.id(),
                egress.id(),
                trafficControl.addClsact(interfaceIndex));
        try {
            // The way out first: what is forwarded is to be counted.
            trafficControl.addFilter(
                    interfaceIndex, Direction.EGRESS, handle, egress.fd(), TableName.EGRESS.of(table));
            trafficControl.addFilter(
                    interfaceIndex, Direction.INGRESS, handle, ingress.fd(), TableName.INGRESS.of(table));
            return attachment;
        } catch (IOException e) {
            attachment.close();
            throw e;
        }
    }

    /**
     * Removes from an interface what a daemon of this table left that is no more. Only for whoever has the table.
     *
     * @return how many filters there were
     */
    static int removeStale(TrafficControl trafficControl, int interfaceIndex, int table) throws IOException {
        int handle = handle(table);
        int removed = 0;
        for (Direction direction : Direction.values()) {
            String name = (direction == Direction.INGRESS ? TableName.INGRESS : TableName.EGRESS).of(table);
            Optional<Filter> filter = trafficControl.filter(interfaceIndex, direction, handle);
            if (filter.isPresent()
                    && filter.get().name().equals(name)
                    && trafficControl.removeFilter(interfaceIndex, direction, handle)) {
                removed++;
            }
        }
        return removed;
    }

    private static int handle(int table) {
        return table + 1;
    }

    @Override
    public boolean isAttached() {
        return has(Direction.INGRESS, ingressId) && has(Direction.EGRESS, egressId);
    }

    private boolean has(Direction direction, int programId) {
        try {
            return trafficControl
                    .filter(interfaceIndex, direction, handle)
                    .filter(f -> f.programId() == programId)
                    .isPresent();
        } catch (IOException e) { // what cannot be asked about cannot be relied on
            return false;
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        remove(Direction.INGRESS, ingressId);
        remove(Direction.EGRESS, egressId);
        try {
            if (isClsactOurs && !trafficControl.hasFilters(interfaceIndex)) {
                trafficControl.removeClsact(interfaceIndex);
            }
        } catch (IOException e) {
            // It stays, and does nothing.
        }
    }

    private void remove(Direction direction, int programId) {
        if (has(direction, programId)) {
            try {
                trafficControl.removeFilter(interfaceIndex, direction, handle);
            } catch (IOException e) {
                // It forwards nothing without a lease, and the next daemon of this table removes it.
            }
        }
    }
}
