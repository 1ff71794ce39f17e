package dev.patchbay.linux.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObstacleTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            5.10.0-30-amd64  | loading program pb_in_0: EINVAL | Linux 5.11 is needed, this is 5.10.0-30-amd64 (loading program pb_in_0: EINVAL)
            4.19.0           | creating map pb_num_0: EPERM    | Linux 5.11 is needed, this is 4.19.0 (creating map pb_num_0: EPERM)
            5.14.0-503.el9   | creating map pb_num_0: EPERM    | creating map pb_num_0: EPERM (needs CAP_BPF, CAP_PERFMON and CAP_NET_ADMIN)
            5.11             | creating map pb_num_0: ENOMEM   | creating map pb_num_0: ENOMEM
            6.1.0-18-amd64   | table 3 is in use               | table 3 is in use
            unknown          | loading program pb_in_0: EINVAL | loading program pb_in_0: EINVAL
            """)
    void shouldSayWhatIsMissing(String release, String message, String explained) {
        assertThat(Obstacle.explained(new IOException(message), release)).hasMessage(explained);
    }
}
