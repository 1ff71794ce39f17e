package dev.patchbay.system.call;

import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

/** The same calls by our own SIP proxy, with the same routing as a Java script. */
class ProxyCallsTest extends RtpengineModuleCallsTest {
    private static final String ONE_LINE =
            "the stack writes all Via values on one line, which is allowed, and sipp's scenario reads the second from a line of its own";

    ProxyCallsTest() {
        super("proxy");
    }

    @Test
    @Disabled(ONE_LINE)
    @Override
    void shouldEndWhenCallerGivesUp() throws Exception {
        super.shouldEndWhenCallerGivesUp();
    }

    @Test
    @Disabled(ONE_LINE)
    @Override
    void shouldCarryEarlyMedia() throws Exception {
        super.shouldCarryEarlyMedia();
    }
}
