package dev.patchbay.report;

import dev.patchbay.linux.bpf.BpfProgram;
import dev.patchbay.linux.forward.TableInUse;
import java.util.List;

/** What {@code list tables} prints: a line for each table with programs in the kernel, of any daemon on this host. */
public final class TablesText {

    private TablesText() {}

    /** @param ownId the kernel's number of this daemon's program */
    public static String of(List<TableInUse> tables, int ownId) {
        StringBuilder text = new StringBuilder();
        for (TableInUse table : tables) {
            line(text, table, table.ingressId() == ownId);
        }
        return text.isEmpty() ? "No tables.\n" : text.toString();
    }

    /** @param obstacle why others cannot be listed */
    public static String ofOwn(List<TableInUse> own, String obstacle) {
        StringBuilder text = new StringBuilder();
        own.forEach(table -> line(text, table, true));
        return text.append("Tables of other daemons cannot be listed: ")
                .append(obstacle)
                .append(" (needs CAP_SYS_ADMIN)\n")
                .toString();
    }

    private static void line(StringBuilder text, TableInUse table, boolean isOwn) {
        BpfProgram.RunTime runTime = table.ingressRunTime();
        text.append(table.table()).append(" | program ").append(table.ingressId());
        text.append(isOwn ? " | this daemon" : " | not this daemon").append(" | ");
        if (runTime.runs() > 0) {
            text.append("runs ").append(runTime.runs()).append(", ").append(runTime.runTimeNs()).append(" ns\n");
        } else {
            text.append("runs are not counted (sysctl kernel.bpf_stats_enabled)\n");
        }
    }
}
