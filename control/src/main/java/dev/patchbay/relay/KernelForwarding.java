package dev.patchbay.relay;

import dev.patchbay.linux.bpf.BpfProgram;
import dev.patchbay.linux.forward.TableInUse;
import dev.patchbay.log.RelayLog;
import dev.patchbay.log.Subsystem;
import dev.patchbay.net.IpAddress;
import dev.patchbay.offload.KernelOffload;
import dev.patchbay.offload.OffloadSummary;
import dev.patchbay.report.TablesText;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** In-kernel forwarding as the options want it: open, or off with the reason. Any thread. */
final class KernelForwarding implements AutoCloseable {

    private static final RelayLog LOG = RelayLog.of(Subsystem.CORE);

    private static final int NO_PROGRAM = 0;

    private final Optional<KernelOffload> offload;
    private final String reason;

    private KernelForwarding(Optional<KernelOffload> offload, String reason) {
        this.offload = offload;
        this.reason = reason;
    }

    /**
     * Opens it if it is wanted.
     *
     * @throws IOException when it is required and not possible
     */
    static KernelForwarding open(KernelOptions options, Set<IpAddress> mediaAddresses) throws IOException {
        if (options.use() == KernelOptions.Use.OFF) {
            return new KernelForwarding(Optional.empty(), "not wanted (option table)");
        }
        try {
            KernelOffload offload = KernelOffload.open(options.settings(), mediaAddresses, System::nanoTime);
            OffloadSummary summary = offload.summary();
            LOG.info(
                    "In-kernel forwarding: on, table {}, {}, by {}",
                    options.table(),
                    summary.reason(),
                    summary.attach().word());
            return new KernelForwarding(Optional.of(offload), "");
        } catch (IOException e) {
            String why = "not possible: " + e.getMessage();
            if (options.use() == KernelOptions.Use.REQUIRED) {
                throw new IOException("in-kernel forwarding (table " + options.table() + ") is " + why
                        + "; without --no-fallback media would be relayed in user space", e);
            }
            LOG.warn("In-kernel forwarding: {}; media is relayed in user space", why);
            return new KernelForwarding(Optional.empty(), why);
        }
    }

    Optional<KernelOffload> offload() {
        return offload;
    }

    OffloadSummary summary() {
        return offload.map(KernelOffload::summary).orElseGet(() -> OffloadSummary.off(reason));
    }

    /** Of the programs for both ways together; zero unless the kernel measures it. */
    BpfProgram.RunTime runTime() {
        if (offload.isEmpty()) {
            return new BpfProgram.RunTime(0, 0);
        }
        try {
            BpfProgram.RunTime in = offload.get().ingressRunTime();
            BpfProgram.RunTime out = offload.get().egressRunTime();
            return new BpfProgram.RunTime(in.runs() + out.runs(), in.runTimeNs() + out.runTimeNs());
        } catch (IOException e) { // a figure less
            return new BpfProgram.RunTime(0, 0);
        }
    }

    /** The tables of this host, as {@code list tables} prints them. */
    String tables() {
        List<TableInUse> own = own();
        try {
            return TablesText.of(TableInUse.all(), own.isEmpty() ? NO_PROGRAM : own.getFirst().ingressId());
        } catch (IOException e) {
            return TablesText.ofOwn(own, String.valueOf(e.getMessage()));
        }
    }

    private List<TableInUse> own() {
        if (offload.isEmpty()) {
            return List.of();
        }
        try {
            KernelOffload open = offload.get();
            return List.of(new TableInUse(open.summary().table(), open.ingressId(), open.ingressRunTime()));
        } catch (IOException e) { // a line less
            return List.of();
        }
    }

    @Override
    public void close() {
        offload.ifPresent(KernelOffload::close);
    }
}
