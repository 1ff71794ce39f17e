package dev.patchbay.plane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing in this package locks, keeps per-thread state, reads a clock of its own, draws random numbers or writes to the console. */
class MediaPlaneRulesTest {

    private static final Set<String> FORBIDDEN_OWNERS = Set.of(
            "java/lang/ThreadLocal",
            "java/util/Random",
            "java/util/concurrent/ThreadLocalRandom",
            "java/util/concurrent/locks/ReentrantLock",
            "java/io/PrintStream");
    private static final Set<String> FORBIDDEN_CALLS =
            Set.of("java/lang/System.currentTimeMillis", "java/lang/Thread.sleep", "java/lang/Object.wait");
    /** The clock that is handed to the workers is made here. */
    private static final String CLOCK_OWNER = "MediaWorkers";

    @Test
    void shouldHoldInEveryClass() throws Exception {
        Path classes = Path.of(MediaWorker.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                .resolve("dev/patchbay/plane");
        List<String> findings = new ArrayList<>();
        int checked = 0;
        try (Stream<Path> files = Files.list(classes)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                check(file, findings);
                checked++;
            }
        }
        assertThat(checked).as("classes checked").isGreaterThan(30);
        assertThat(findings).isEmpty();
    }

    private static void check(Path file, List<String> findings) throws IOException {
        ClassModel model = ClassFile.of().parse(file);
        String className = file.getFileName().toString().replace(".class", "");
        for (MethodModel method : model.methods()) {
            String where = className + "." + method.methodName();
            if (method.flags().has(AccessFlag.SYNCHRONIZED)) {
                findings.add(where + " is synchronized");
            }
            method.code().ifPresent(code -> code.forEach(element -> check(element, where, findings)));
        }
    }

    private static void check(CodeElement element, String where, List<String> findings) {
        switch (element) {
            case MonitorInstruction _ -> findings.add(where + " locks a monitor");
            case InvokeInstruction call -> {
                String owner = call.owner().asInternalName();
                String name = owner + "." + call.name();
                boolean readsClock = name.equals("java/lang/System.nanoTime") && !where.startsWith(CLOCK_OWNER);
                if (FORBIDDEN_OWNERS.contains(owner) || FORBIDDEN_CALLS.contains(name) || readsClock) {
                    findings.add(where + " calls " + name);
                }
            }
            default -> {}
        }
    }
}
