package dev.patchbay.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceManagerTest {

    private final List<String> told = new ArrayList<>();

    @Test
    void shouldTellNobodyWhereNobodyWaits() {
        for (Map<String, String> variables : List.of(Map.of("HOME", "/"), Map.of("NOTIFY_SOCKET", ""))) {
            ServiceManager services = new ServiceManager(variables, (socket, state) -> told.add(socket + " " + state));
            services.reportReady();
            services.reportStopping(0);
        }
        assertThat(told).isEmpty();
    }

    /** A relay that serves is worth more than one that could report it. */
    @ParameterizedTest
    @ValueSource(strings = {"/run/nobody", "/run/too-long"})
    void shouldGoOnWhenItCannotTell(String socket) {
        ServiceManager services = new ServiceManager(Map.of("NOTIFY_SOCKET", socket), (address, _) -> {
            told.add(address);
            if (address.endsWith("too-long")) {
                throw new IllegalArgumentException("too long");
            }
            throw new IOException("ECONNREFUSED");
        });
        assertThatCode(services::reportReady).doesNotThrowAnyException();
        assertThat(told).containsExactly(socket);
    }
}
