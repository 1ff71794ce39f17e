package dev.patchbay.linux.forward;

import dev.patchbay.linux.bpf.Bpf;
import dev.patchbay.linux.bpf.BpfProgram.RunTime;
import dev.patchbay.linux.bpf.LoadedProgram;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A forwarding table that has programs in the kernel: of this daemon, of another one, or left by one that died (see
 * {@link FilterAttachment}). Network namespaces may have tables of the same number.
 *
 * @param ingressId the kernel's number of the program for incoming packets
 * @param ingressRunTime zero unless the kernel measures it
 */
public record TableInUse(int table, int ingressId, RunTime ingressRunTime) {

    /**
     * All on this host, by number.
     *
     * @throws IOException EPERM without CAP_SYS_ADMIN
     */
    public static List<TableInUse> all() throws IOException {
        List<TableInUse> tables = new ArrayList<>();
        for (LoadedProgram program : LoadedProgram.all(Bpf.load())) {
            TableName.INGRESS.table(program.name()).ifPresent(table ->
                    tables.add(new TableInUse(table, program.id(), program.runTime())));
        }
        tables.sort(Comparator.comparingInt(TableInUse::table).thenComparingInt(TableInUse::ingressId));
        return List.copyOf(tables);
    }
}
