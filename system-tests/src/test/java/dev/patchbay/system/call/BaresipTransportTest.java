package dev.patchbay.system.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.proxy.testing.SelfSigned;
import dev.patchbay.system.media.Tone;
import dev.patchbay.system.net.ChildProcess;
import dev.patchbay.system.net.NetNamespace;
import dev.patchbay.system.net.Prerequisites;
import dev.patchbay.system.net.WorkFolder;
import dev.patchbay.system.relay.RelayUnderTest;
import dev.patchbay.system.sip.Baresip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real phones that register and call by TCP and TLS, at {@code ./patchbay run} on the same machine; each must record the other's tone. */
@Tag("long")
@Timeout(600)
class BaresipTransportTest {

    private static final String LOOPBACK = "127.0.0.1";
    private static final String CODEC = "PCMU/8000/1";
    private static final int VOICE_SAMPLES = 40 * Tone.SAMPLE_RATE_HZ;
    private static final int HEARD_SAMPLES = 2 * Tone.SAMPLE_RATE_HZ;
    private static final int JUDGED_SAMPLES = Tone.SAMPLE_RATE_HZ / 2;
    private static final int REGISTER_S = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private static Baresip.Line line(String transport) {
        int port = transport.equals("tls") ? 5061 : 5060;
        return new Baresip.Line("sip:" + LOOPBACK + ":" + port + ";transport=" + transport, REGISTER_S);
    }

    @ParameterizedTest(name = "caller by {0}, callee by {1}")
    @CsvSource({"tcp, tls", "tls, tcp", "udp, tcp"})
    void shouldLetPhonesTalk(String callerTransport, String calleeTransport) throws Exception {
        Prerequisites.root();
        Prerequisites.programs("baresip");
        RelayUnderTest.PATCHBAY.require();
        NetNamespace.removeStale();
        Path folder = WorkFolder.create("transports");
        SelfSigned certificate = SelfSigned.create(folder);
        Path passwordFile = Files.writeString(folder.resolve("password"), certificate.keys().password());
        try (NetNamespace beyond = NetNamespace.create("beyond");
                NetNamespace machine = NetNamespace.create("machine")) {
            // baresip wants an address other than loopback, though it uses none.
            NetNamespace.link(machine, "eth0", beyond, "eth0");
            machine.address("eth0", "10.78.1.1/24");
            try (ChildProcess run = machine.start(
                    "patchbay run",
                    List.of(RelayUnderTest.launcher().toString(), "run", "--sip-tls-keys=" + certificate.keys().keyStore(),
                            "--sip-tls-password-file=" + passwordFile),
                    folder.resolve("log"))) {
                run.awaitOutput("Startup complete", PATIENCE);
                try (Baresip callee = Baresip.register(
                                machine, "phone", LOOPBACK, 5062, LOOPBACK, line(calleeTransport), CODEC, Tone.samples(700, 0, VOICE_SAMPLES));
                        Baresip caller = Baresip.callBy(
                                machine, "caller", LOOPBACK, 5064, LOOPBACK, line(callerTransport), CODEC, Tone.samples(440, 0, VOICE_SAMPLES),
                                "phone")) {
                    caller.awaitCall();
                    callee.awaitCall();
                    assertThat(Tone.isHeard(end(caller.awaitHeard(HEARD_SAMPLES)), 700)).as("caller hears callee\n%s", run.output()).isTrue();
                    assertThat(Tone.isHeard(end(callee.awaitHeard(HEARD_SAMPLES)), 440)).as("callee hears caller\n%s", run.output()).isTrue();
                }
            }
        }
    }

    private static short[] end(short[] samples) {
        return Arrays.copyOfRange(samples, samples.length - JUDGED_SAMPLES, samples.length);
    }
}
