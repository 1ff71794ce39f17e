package dev.patchbay.relay;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A listener that cannot be opened is told by its option: there may be four of them, and the user wrote an option. */
class DoorsTest {

    private final FakeNetwork network = new FakeNetwork();

    @Test
    void shouldNameTheOptionWhoseHostIsUnknown() {
        ListenOptions options = ListenOptions.ng(HostPort.anyAddress(0)).withCli(HostPort.of("nosuch.example", 9900));
        try (Doors doors = new Doors(options, network, System::nanoTime)) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> doors.openCli(_ -> ""))
                    .withMessage("option --listen-cli=nosuch.example:9900: 'nosuch.example' is not known");
        }
    }

    @Test
    void shouldNameTheOptionWhosePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            int port = taken.getLocalPort();
            ListenOptions options = ListenOptions.ng(HostPort.anyAddress(0)).withHttp(HostPort.of("127.0.0.1", port));
            try (Doors doors = new Doors(options, network, System::nanoTime)) {
                assertThatExceptionOfType(IOException.class)
                        .isThrownBy(() -> doors.openHttp(Map.of()))
                        .withMessageStartingWith("option --listen-http=127.0.0.1:" + port + ": cannot listen on ");
            }
        }
    }
}
