package dev.patchbay.linux.process;

import dev.patchbay.linux.abi.ProcessCalls;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The threads in which Java compiles this process's code. They compute for seconds without a pause, at the priority of all threads: on a
 * core that they share with a media thread, packets wait for them.
 */
public final class CompilerThreads {

    private static final Path THREADS = Path.of("/proc/self/task");

    /** As the runtime names them, cut to the 15 characters that the kernel keeps. */
    private static final List<String> NAMES = List.of("C1 CompilerThre", "C2 CompilerThre");

    private CompilerThreads() {}

    /**
     * Makes those that there are give way to other threads. Those that Java starts later begin as the thread that starts them, which is one
     * of these or of those before.
     *
     * @param niceness -20 to 19; lowering it needs a privilege
     * @return how many there are
     * @throws IOException when native calls cannot be made here, or with the errno name
     */
    public static int setNiceness(int niceness) throws IOException {
        ProcessCalls calls = ProcessCalls.load();
        List<Integer> threads = ids();
        for (int thread : threads) {
            calls.setNiceness(thread, niceness);
        }
        return threads.size();
    }

    /** The kernel's numbers. */
    static List<Integer> ids() throws IOException {
        List<Integer> ids = new ArrayList<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
            for (Path thread : threads) {
                try {
                    if (NAMES.stream().anyMatch(Files.readString(thread.resolve("comm"))::startsWith)) {
                        ids.add(Integer.parseInt(thread.getFileName().toString()));
                    }
                } catch (NoSuchFileException _) {
                    // It has ended meanwhile.
                }
            }
        }
        return ids;
    }
}
