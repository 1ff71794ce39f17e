package dev.patchbay.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.linux.abi.ProcessCalls;
import org.junit.jupiter.api.Test;

class CompilerThreadsTest {

    @Test
    void shouldMakeThemGiveWay() throws Exception {
        ProcessCalls calls = ProcessCalls.load();
        int before = calls.niceness(0);
        assertThat(CompilerThreads.setNiceness(before + 1)).as("this JVM compiles").isPositive();
        // The runtime may end some and start others at any time.
        assertThat(CompilerThreads.ids()).isNotEmpty().anySatisfy(thread -> assertThat(calls.niceness(thread)).isEqualTo(before + 1));
        assertThat(calls.niceness(0)).as("of the calling thread").isEqualTo(before);
    }
}
