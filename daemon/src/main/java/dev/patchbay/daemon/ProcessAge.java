package dev.patchbay.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How long ago a process was started, to a hundredth of a second. By the kernel's own clock: Java's start instant is counted from a time
 * of boot in whole seconds, and is wrong by as much as the system's clock was set since.
 */
final class ProcessAge {

    /** What /proc counts in, on every architecture that Linux runs Java on. */
    private static final int TICKS_PER_SECOND = 100;

    /** Of the fields behind the program's name, which itself may have blanks and brackets: 22 in proc(5), where that is 2. */
    private static final int START_TIME = 19;

    private ProcessAge() {}

    /** @return milliseconds; 0 where there is no /proc */
    static long ms() {
        try {
            return ms(Files.readString(Path.of("/proc/self/stat")), Files.readString(Path.of("/proc/uptime")));
        } catch (IOException e) {
            return 0;
        }
    }

    /**
     * @param stat of the process
     * @param uptime of the machine
     */
    static long ms(String stat, String uptime) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        long startedMs = Long.parseLong(fields[START_TIME]) * 1000 / TICKS_PER_SECOND;
        long nowMs = Math.round(Double.parseDouble(uptime.split(" ")[0]) * 1000);
        return Math.max(0, nowMs - startedMs);
    }
}
