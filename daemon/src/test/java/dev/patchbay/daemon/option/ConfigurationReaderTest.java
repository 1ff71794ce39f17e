package dev.patchbay.daemon.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.patchbay.daemon.logging.LogOptions;
import dev.patchbay.daemon.option.ConfigurationReader.Configuration;
import dev.patchbay.dtls.CertificateOptions;
import dev.patchbay.dtls.CertificateOptions.KeyKind;
import dev.patchbay.dtls.CertificateOptions.SignatureHash;
import dev.patchbay.dtls.DtlsCipher;
import dev.patchbay.linux.datagram.MediaTier;
import dev.patchbay.log.LogMarks;
import dev.patchbay.log.Subsystem;
import dev.patchbay.plan.EndpointLearning;
import dev.patchbay.quality.MosFormula;
import dev.patchbay.relay.HostPort;
import dev.patchbay.relay.InterfaceSpec;
import dev.patchbay.relay.LimitOptions;
import dev.patchbay.relay.RelayOptions;
import dev.patchbay.relay.SecurityOptions;
import dev.patchbay.relay.TimeoutOptions;
import dev.patchbay.relay.XmlrpcFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationReaderTest {

    private static final String MINIMAL = "--config-file=none -i 127.0.0.1 -n 127.0.0.1:2223 ";

    @TempDir
    Path directory;

    @Test
    void shouldReadTheDefaultFileOnlyIfItExists() throws Exception {
        assertThat(read("-f").values().integer(OptionTable.TOS)).isZero();

        file("[rtpengine]", "tos = 184");
        assertThat(read("-f").values().integer(OptionTable.TOS)).isEqualTo(184);
        assertThat(read("--config-file=none").values().integer(OptionTable.TOS)).isZero();
    }

    @Test
    void shouldPreferTheCommandLineToTheFile() throws Exception {
        file("[rtpengine]", "tos = 184", "interface = a/1.2.3.4;b/::1", "foreground = true", "timeout = 5");

        OptionValues values = read("--tos=8 -i c/5.6.7.8 --foreground=false").values();

        assertThat(values.integer(OptionTable.TOS)).isEqualTo(8);
        assertThat(values.texts(OptionTable.INTERFACE)).containsExactly("c/5.6.7.8");
        assertThat(values.flag(OptionTable.FOREGROUND)).isFalse();
        assertThat(values.integer(OptionTable.TIMEOUT)).isEqualTo(5);
        assertThat(values.origin(OptionTable.TIMEOUT)).endsWith("rtpengine.conf:5");
    }

    @Test
    void shouldUseTheSectionAskedFor() throws Exception {
        file("[rtpengine]", "tos = 1", "[testing]", "tos = 2");

        assertThat(read("--config-section testing").values().integer(OptionTable.TOS)).isEqualTo(2);
        assertThatThrownBy(() -> read("--config-section=nosuch"))
                .hasMessageStartingWith("there is no section [nosuch] in")
                .hasMessageEndingWith("rtpengine.conf");
    }

    @Test
    void shouldReadValuesAsWrittenInFiles() throws Exception {
        file(
                "[rtpengine]",
                "sip-source = 1",
                "log-stderr = TRUE",
                "timeout = 30 # seconds",
                "listen-ng = 127.0.0.1:2223 # here",
                "listen-cli =",
                "interface = pub/192.0.2.1!198.51.100.1; priv/10.0.0.1;",
                "listen-http = 2225;127.0.0.1:2226",
                "log-mark-prefix = <\\s#",
                "max-load = 1.5");

        OptionValues values = read("").values();

        assertThat(values.flag(OptionTable.SIP_SOURCE)).isTrue();
        assertThat(values.flag(OptionTable.LOG_STDERR)).isTrue();
        assertThat(values.integer(OptionTable.TIMEOUT)).isEqualTo(30);
        assertThat(values.text(OptionTable.LISTEN_NG)).isEqualTo("127.0.0.1:2223");
        assertThat(values.optionalText(OptionTable.LISTEN_CLI)).isEmpty();
        assertThat(values.texts(OptionTable.INTERFACE))
                .containsExactly("pub/192.0.2.1!198.51.100.1", "priv/10.0.0.1");
        assertThat(values.texts(OptionTable.LISTEN_HTTP)).containsExactly("2225", "127.0.0.1:2226");
        assertThat(values.text(OptionTable.LOG_MARK_PREFIX)).isEqualTo("< #");
        assertThat(values.decimal(OptionTable.MAX_LOAD)).isEqualTo(1.5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "table = abc | rtpengine.conf:2)",
                "tos = 0x10 | option --tos: '0x10' is not a whole number",
                "sip-source = yes | option --sip-source: 'yes' is neither true nor false",
                "no line here | rtpengine.conf:2: 'no line here' is neither",
                "software-id = a\\qb | option --software-id: '\\q' in 'a\\qb' is not an escape",
                "listen-ng = 127.0.0.1:1;127.0.0.1:2 | option --listen-ng: ",
                "interface = a/1.2.3.4 b/1.2.3.5 | option --interface: ",
                "timeout = | option --timeout: '' is not a whole number",
            })
    void shouldNameFileAndLineOfWhatIsWrong(String line, String message) throws IOException {
        file("[rtpengine]", line);

        assertThatThrownBy(() -> read(""))
                .isInstanceOf(OptionException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("rtpengine.conf:2");
    }

    @Test
    void shouldRefuseFilesThatCannotBeRead() throws IOException {
        assertThatThrownBy(() -> read("--config-file=" + directory.resolve("nosuch")))
                .hasMessageContaining("nosuch' does not exist");
        assertThatThrownBy(() -> read("--config-file=" + directory)).hasMessageContaining("cannot be read");
        Files.write(directory.resolve("rtpengine.conf"), "[rtpengine]\n# \u00e4".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> read("")).hasMessageContaining("is not UTF-8 text");
    }

    @Test
    void shouldWarnOfUnknownKeysAndPlainArguments() throws Exception {
        file("[rtpengine]", "num-media-threads = 8", "config-file = x");

        assertThat(read("stray").warnings())
                .satisfiesExactly(
                        warning -> assertThat(warning).contains("'stray'"),
                        warning -> assertThat(warning).contains("'num-media-threads'", "rtpengine.conf:2"),
                        warning -> assertThat(warning).contains("'config-file'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--redis=127.0.0.1:6379/1", "-w 127.0.0.1:6379/1", "--homer=1.2.3.4:5", "-g 1.2.3.4:5", "--mqtt-host=x", "-k 5",
                "--listen-https=5", "-l 5", "-N 5", "--recording-dir=/tmp", "--jitter-buffer=5", "--mysql-host=x",
                "--iptables-chain=x", "--dtmf-log-ng-tcp", "--log-facility-rtcp=local0", "--janus-secret=x",
            })
    void shouldRefuseOptionsWhoseFunctionWouldBeMissed(String option) {
        String name = option.startsWith("--") ? option.split("[= ]")[0] : "option --";

        assertThatThrownBy(() -> read(MINIMAL + option))
                .isInstanceOf(OptionException.class)
                .hasMessageContaining("is not available yet")
                .hasMessageContaining("Remove it to start without")
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--thread-stack=512", "--scheduling=fifo", "--priority=5", "--http-threads=2", "--poller-per-thread",
                "--redis-num-threads=8", "-q", "--dtx-delay=50", "--silence-detect=0.05", "--cn-payload=20",
                "--recording-method=proc", "--media-num-threads=4", "--dtmf-no-suppress",
            })
    void shouldWarnOnceOfOptionsWithoutEffect(String option) throws OptionException {
        assertThat(read(MINIMAL + option).warnings()).singleElement().asString().contains("has no effect: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--table=-1 -F", "--table=0", "-t 42", "-F -t 0", "--thread-stack=2048", "--jitter-buffer=0", "--redis-expires=86400", "--recording-method=pcap",
                "--graphite-interval=0", "--redis=", "--mos=cq", "--num-threads=0", "-F", "--dtx-delay=0",
            })
    void shouldAcceptDefaultsOfAnyOptionSilently(String option) throws OptionException {
        assertThat(read(MINIMAL + option).warnings()).isEmpty();
    }

    @Test
    void shouldStartWithTheFileThatDebianInstalls() throws Exception {
        file(
                "[rtpengine]",
                "table = 0",
                "interface = any",
                "listen-ng = localhost:2223",
                "listen-http = localhost:2225",
                "listen-cli = localhost:2224",
                "timeout = 60",
                "silent-timeout = 3600",
                "tos = 184",
                "port-min = 30000",
                "port-max = 40000",
                "recording-dir = /var/spool/rtpengine",
                "recording-method = proc");

        Configuration configuration = read("");

        assertThat(configuration.warnings()).hasSize(2);
        assertThat(RelayOptionsReader.read(configuration.values()).listen().http())
                .containsExactly(HostPort.of("localhost", 2225));
    }

    @Test
    void shouldStartWithTheInstalledFileIfThereIsOne() throws Exception {
        Path installed = Path.of("/etc/rtpengine/rtpengine.conf");
        assumeTrue(Files.isReadable(installed), "rtpengine is not installed here");

        RelayOptionsReader.read(new ConfigurationReader(installed).read(List.of()).values());
    }

    @Test
    void shouldMakeRelayOptionsOfEverything() throws Exception {
        RelayOptions options = relayOptions("-i pub/192.0.2.1!198.51.100.1 -n 2223 -u 127.0.0.1:5 -c [::1]:9900 --listen-http=8080"
                + " --control-tos=8 -m 20000 -M 20100 -T 184 -o 10 -s 20 -a 30 --offer-timeout=40 -d 50 --max-sessions=5 --max-load=1.5"
                + " --max-cpu=90 --max-bandwidth=1000 -b http://%%:8090/ -x 2 --dtmf-log-dest=127.0.0.1:7 --num-threads=3"
                + " --endpoint-learning=Heuristic --mos=lq --sip-source -S --socket-cpu-affinity=-1 --media-io=nio"
                + " --media-latency-budget=500us"
                + " --software-id=my/relay");

        assertThat(options.interfaces()).containsExactly(InterfaceSpec.parse("pub/192.0.2.1!198.51.100.1"));
        assertThat(options.listen().ng()).contains(HostPort.anyAddress(2223));
        assertThat(options.listen().udp()).contains(HostPort.of("127.0.0.1", 5));
        assertThat(options.listen().cli()).contains(HostPort.of("::1", 9900));
        assertThat(options.listen().http()).containsExactly(HostPort.anyAddress(8080));
        assertThat(options.listen().controlTos()).isEqualTo(8);
        assertThat(options.ports().min()).isEqualTo(20000);
        assertThat(options.ports().max()).isEqualTo(20100);
        assertThat(options.timeouts()).isEqualTo(new TimeoutOptions(10, 20, 40, 30, 50));
        assertThat(options.limits()).isEqualTo(new LimitOptions(5, 1.5, 90, 1000));
        assertThat(options.events().timeoutUrl()).contains("http://%%:8090/");
        assertThat(options.events().xmlrpcFormat()).isEqualTo(XmlrpcFormat.KAMAILIO);
        assertThat(options.events().dtmfDestination()).contains(HostPort.of("127.0.0.1", 7));
        assertThat(options.media().workers()).isEqualTo(3);
        assertThat(options.media().tos()).isEqualTo(184);
        assertThat(options.media().learning()).isEqualTo(EndpointLearning.HEURISTIC);
        assertThat(options.media().mos()).isEqualTo(MosFormula.LQ);
        assertThat(options.media().io()).isEqualTo(MediaTier.NIO);
        assertThat(options.media().latencyBudgetUs()).isEqualTo(500);
        assertThat(options.media().preferSipSource()).isTrue();
        assertThat(options.media().saveInterfacePorts()).isTrue();
        assertThat(options.media().socketCpuAffinity()).isEqualTo(-1);
        assertThat(options.softwareId()).isEqualTo("my-relay");
    }

    @Test
    void shouldMakeSecurityOptions() throws Exception {
        SecurityOptions defaults = relayOptions("-i 127.0.0.1 -n 2223").security();
        assertThat(defaults).isEqualTo(SecurityOptions.DEFAULT);

        SecurityOptions options = relayOptions("-i 127.0.0.1 -n 2223 --dtls-mtu=1400 --dtls-ciphers=ECDHE+AESGCM:!AES256 --dtls-cert-cipher=RSA"
                        + " --dtls-rsa-key-size=3072 --dtls-signature=SHA-1 --dtls-passive --dtls-learn-source --source-guard=off --log-srtp-keys")
                .security();
        assertThat(options.dtls().mtuBytes()).isEqualTo(1400);
        assertThat(options.dtls().ciphers())
                .containsExactly(DtlsCipher.ECDHE_ECDSA_AES128_GCM_SHA256, DtlsCipher.ECDHE_RSA_AES128_GCM_SHA256);
        assertThat(options.certificate()).isEqualTo(new CertificateOptions(KeyKind.RSA, 3072, SignatureHash.SHA_1));
        assertThat(options.prefersDtlsPassive()).isTrue();
        assertThat(options.learnsHandshakeSource()).isTrue();
        assertThat(options.guardsSource()).isFalse();
        assertThat(options.logsSrtpKeys()).isTrue();
    }

    @Test
    void shouldFallBackToDefaultsWhereRtpengineDoes() throws Exception {
        RelayOptions options =
                relayOptions("-i 127.0.0.1 -n 2223 -o -5 -s 0 -a -4 -d -9 --offer-timeout=0 --max-sessions=-7 --num-threads=-1");

        assertThat(options.timeouts()).isEqualTo(new TimeoutOptions(60, 3600, 3600, 0, 0));
        assertThat(options.limits()).isEqualTo(LimitOptions.NONE);
        assertThat(options.media().workers()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "-n 2223 | missing option --interface",
                "-i 127.0.0.1 | missing option --listen-ng, --listen-udp or --listen-http",
                "-i 127.0.0.1 -c 9900 | missing option --listen-ng",
                "-i 127.0.0.1 -n 2223 -m 50000 | option --port-min, --port-max: media ports 50000..40000 have no room",
                "-i 127.0.0.1 -n 2223 --num-threads=9999 | option --num-threads: 9999 media workers",
                "-i 127.0.0.1 -n 2223 --media-latency-budget=1s | option --media-latency-budget: '1s' is not a time such as 500us",
                "-i 127.0.0.1 -n 2223 --media-latency-budget=11ms | option --media-latency-budget: 11ms is longer than 10000us",
                "-i 127.0.0.1 -n 2223 --dtls-ciphers=AES128-SHA | option --dtls-ciphers, --dtls-cert-cipher, --dtls-rsa-key-size: 'AES128-SHA' names none of",
                "-i 127.0.0.1 -n 2223 --dtls-ciphers=aRSA | none of the ciphers for DTLS is for a certificate of kind",
                "-i 127.0.0.1 -n 2223 --dtmf-log-dest=5 | option --dtmf-log-dest: DTMF destination '5' must have an address",
            })
    void shouldSayWhatIsMissingOrDoesNotFit(String line, String message) {
        assertThatThrownBy(() -> relayOptions(line))
                .isInstanceOf(OptionException.class)
                .hasMessageContaining(message);
    }

    @Test
    void shouldMakeLogOptions() throws OptionException {
        LogOptions defaults = LogOptionsReader.read(read("").values());
        assertThat(defaults.level()).isEqualTo(6);
        assertThat(defaults.toStderr()).isFalse();
        assertThat(defaults.facility()).isEqualTo("daemon");
        assertThat(defaults.cdrFacility()).isEmpty();

        LogOptions options = LogOptionsReader.read(read("-E -L 7 --log-level-ice=3 --log-format=parsable --no-log-timestamps"
                        + " --log-facility=local1 --log-facility-cdr=LOCAL2 --log-mark-prefix=< --log-mark-suffix=> --split-logs")
                .values());
        assertThat(options.level()).isEqualTo(7);
        assertThat(options.subsystemLevels()).containsOnly(java.util.Map.entry(Subsystem.ICE, 3));
        assertThat(options.toStderr()).isTrue();
        assertThat(options.timestamps()).isFalse();
        assertThat(options.facility()).isEqualTo("local1");
        assertThat(options.cdrFacility()).contains("local2");
        assertThat(options.format()).isEqualTo(new LogOptions.Format(true, true, 0, new LogMarks("<", ">")));
    }

    private RelayOptions relayOptions(String line) throws OptionException {
        return RelayOptionsReader.read(read("--config-file=none " + line).values());
    }

    private Configuration read(String line) throws OptionException {
        List<String> arguments = line.isEmpty() ? List.of() : List.of(line.split(" "));
        return new ConfigurationReader(directory.resolve("rtpengine.conf")).read(arguments);
    }

    private void file(String... lines) throws IOException {
        Files.write(directory.resolve("rtpengine.conf"), List.of(lines));
    }
}
