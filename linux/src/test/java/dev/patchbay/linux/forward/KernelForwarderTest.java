package dev.patchbay.linux.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.linux.netlink.TrafficControl;
import dev.patchbay.linux.netlink.TrafficControl.Direction;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables and filters, on {@code lo}; without a lease nothing is forwarded. */
class KernelForwarderTest {

    private static final int LOOPBACK = 1;
    private static final int LIMIT = 16;
    private static final int TABLE = TestTable.NUMBER;

    private KernelForwarder forwarder;

    @BeforeEach
    void open() {
        try {
            forwarder = KernelForwarder.open(TABLE, LIMIT, KernelAttach.CLSACT);
        } catch (IOException e) {
            Assumptions.abort("eBPF is not available here: " + e.getMessage());
        }
    }

    @AfterEach
    void close() {
        if (forwarder != null) {
            forwarder.close();
        }
    }

    @Test
    void shouldRefuseATableThatIsInUse() throws IOException {
        assertThatThrownBy(() -> KernelForwarder.open(TABLE, LIMIT, KernelAttach.AUTO))
                .isInstanceOf(IOException.class)
                .hasMessage("table " + TABLE + " is in use by another daemon");
        forwarder.close();
        forwarder = KernelForwarder.open(TABLE, LIMIT, KernelAttach.AUTO);
    }

    @Test
    void shouldListItsTable() throws IOException {
        int id = forwarder.ingressId();
        assertThat(TableInUse.all()).anySatisfy(table -> {
            assertThat(table.table()).isEqualTo(TABLE);
            assertThat(table.ingressId()).isEqualTo(id);
        });
        forwarder.close();
        assertThat(TableInUse.all()).noneMatch(table -> table.ingressId() == id);
    }

    @Test
    void shouldAttachFiltersAndTakeThemAway() throws IOException {
        try (TrafficControl trafficControl = TrafficControl.open()) {
            Attachment attachment = forwarder.attach(LOOPBACK);
            assertThat(attachment.isAttached()).isTrue();
            assertThat(trafficControl.filter(LOOPBACK, Direction.INGRESS, TABLE + 1))
                    .contains(new TrafficControl.Filter("pb_in_" + TABLE, forwarder.ingressId()));
            attachment.close();
            assertThat(attachment.isAttached()).isFalse();
            assertThat(trafficControl.filter(LOOPBACK, Direction.INGRESS, TABLE + 1)).isEmpty();
            assertThat(trafficControl.filter(LOOPBACK, Direction.EGRESS, TABLE + 1)).isEmpty();
        }
    }

    @Test
    void shouldNoticeThatSomebodyRemovedAFilter() throws IOException {
        try (TrafficControl trafficControl = TrafficControl.open();
                Attachment attachment = forwarder.attach(LOOPBACK)) {
            assertThat(trafficControl.removeFilter(LOOPBACK, Direction.EGRESS, TABLE + 1)).isTrue();
            assertThat(attachment.isAttached()).isFalse();
        }
    }

    /** As after a crash, where nobody closes attachments either. */
    @Test
    void shouldRemoveWhatADeadDaemonLeft() throws IOException {
        Attachment forgotten = forwarder.attach(LOOPBACK);
        forwarder.close();
        forwarder = KernelForwarder.open(TABLE, LIMIT, KernelAttach.TCX);
        assertThat(forwarder.removeStale()).isEqualTo(2);
        assertThat(forwarder.removeStale()).isZero();
        try (Attachment attachment = forwarder.attach(LOOPBACK)) {
            assertThat(attachment.isAttached()).isTrue();
        }
        assertThat(forgotten).isNotNull();
    }

    @Test
    void shouldPreferTcxWhereTheKernelKnowsIt() throws IOException {
        forwarder.close();
        forwarder = KernelForwarder.open(TABLE, LIMIT, KernelAttach.AUTO);
        assertThat(forwarder.attach()).isEqualTo(KernelAttach.AUTO);
        try (Attachment attachment = forwarder.attach(LOOPBACK)) {
            boolean isLink = attachment instanceof LinkAttachment;
            assertThat(forwarder.attach()).isEqualTo(isLink ? KernelAttach.TCX : KernelAttach.CLSACT);
        }
    }
}
