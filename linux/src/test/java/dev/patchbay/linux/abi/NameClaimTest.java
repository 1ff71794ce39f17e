package dev.patchbay.linux.abi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class NameClaimTest {

    private static final String NAME = "patchbay-test-" + ProcessHandle.current().pid();

    @Test
    void shouldGiveANameToOneAtATime() throws IOException {
        try (NameClaim claim = NameClaim.of(NAME).orElseThrow()) {
            assertThat(claim).isNotNull();
            assertThat(NameClaim.of(NAME)).isEmpty();
            try (NameClaim longer = NameClaim.of(NAME + "0").orElseThrow()) {
                assertThat(longer).as("another name").isNotNull();
            }
        }
        NameClaim.of(NAME).orElseThrow().close();
    }
}
