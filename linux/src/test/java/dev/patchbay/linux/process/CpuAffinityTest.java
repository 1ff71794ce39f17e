package dev.patchbay.linux.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.BitSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class CpuAffinityTest {

    @Test
    void shouldBindOnlyTheCallingThread() throws Exception {
        BitSet before = CpuAffinity.ofCurrentThread();
        assertThat(before.cardinality()).isPositive();
        BitSet one = new BitSet();
        one.set(before.nextSetBit(0));
        FutureTask<BitSet> bound = new FutureTask<>(() -> {
            CpuAffinity.bindCurrentThread(one);
            return CpuAffinity.ofCurrentThread();
        });
        Thread.ofPlatform().start(bound);
        assertThat(bound.get()).isEqualTo(one);
        assertThat(CpuAffinity.ofCurrentThread()).isEqualTo(before);
    }

    @Test
    void shouldRefuseCpusThatDoNotExist() {
        BitSet none = new BitSet();
        assertThatThrownBy(() -> CpuAffinity.bindCurrentThread(none))
                .isInstanceOf(IOException.class)
                .hasMessage("sched_setaffinity to {}: EINVAL");
        none.set(5000);
        assertThatThrownBy(() -> CpuAffinity.bindCurrentThread(none))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("EINVAL");
    }

    @Test
    void shouldRefuseAVirtualThread() throws InterruptedException {
        FutureTask<Void> task = new FutureTask<>(() -> {
            CpuAffinity.bindCurrentThread(new BitSet());
            return null;
        });
        Thread.ofVirtual().start(task);
        assertThatThrownBy(task::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
    }
}
