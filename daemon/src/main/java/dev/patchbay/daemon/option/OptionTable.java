package dev.patchbay.daemon.option;

import static dev.patchbay.daemon.option.Support.WORKS;
import static dev.patchbay.daemon.option.Support.harmless;
import static dev.patchbay.daemon.option.Support.notYet;

import dev.patchbay.daemon.option.OptionType.Address;
import dev.patchbay.daemon.option.OptionType.AddressList;
import dev.patchbay.daemon.option.OptionType.Choice;
import dev.patchbay.daemon.option.OptionType.Decimal;
import dev.patchbay.daemon.option.OptionType.Flag;
import dev.patchbay.daemon.option.OptionType.Int;
import dev.patchbay.daemon.option.OptionType.InterfaceList;
import dev.patchbay.daemon.option.OptionType.Text;
import dev.patchbay.daemon.option.OptionType.TextList;
import dev.patchbay.log.Subsystem;
import dev.patchbay.offload.OffloadSettings;
import dev.patchbay.relay.KernelOptions;
import dev.patchbay.relay.RelayOptions;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every option there is: those of rtpengine 10.5 and 10.2 by the same names, short names and defaults, and a few of our own (at the
 * end of their topic). A new option is a row here and its use in {@link RelayOptionsReader} or in the daemon.
 *
 * <p>Support is decided by what the user would lose: an option that asks for a function we do not have yet is refused, an option that
 * only tunes such a function, or something that takes care of itself here, is accepted with a warning.
 */
public final class OptionTable {

    /** Print something and exit, or say where the file is: not for the file itself. */
    static final Set<String> COMMAND_LINE_ONLY = Set.of("help", "version", "codecs", "config-file", "config-section");

    private static final Map<String, Option> BY_NAME = new LinkedHashMap<>();

    private static final int ANY_MIN = Integer.MIN_VALUE;
    private static final int ANY_MAX = Integer.MAX_VALUE;
    private static final String SECONDS = "seconds";
    private static final String MILLISECONDS = "ms";
    private static final List<String> FACILITIES = List.of(
            "auth", "authpriv", "cron", "daemon", "ftp", "kern", "lpr", "mail", "news", "syslog", "user", "uucp", "local0",
            "local1",
            "local2", "local3", "local4", "local5", "local6", "local7");
    private static final String FACILITY = "daemon|local0|...|local7|...";

    private static final Support NEEDS_TRANSCODING =
            harmless("it concerns transcoded streams, and transcoding is not available yet");
    private static final Support NEEDS_PLAYBACK = harmless("media playback is not available yet");
    private static final Support NO_PACKET_LOG = harmless("details of single packets are not logged");
    private static final Support NEEDS_RECORDING = harmless("it concerns call recording, which is not available yet");
    private static final Support NEEDS_GRAPHITE = harmless("it concerns --graphite");
    private static final Support NEEDS_HOMER = harmless("it concerns --homer");
    private static final Support NEEDS_MQTT = harmless("it concerns --mqtt-host");
    private static final Support NEEDS_REDIS = harmless("it concerns --redis");
    private static final Support NEEDS_MYSQL = harmless("it concerns --mysql-host");
    private static final Support SYSTEM_SCHEDULES = harmless("threads run under the scheduling policy of the system");

    // Program
    public static final Option HELP = flag("help", 'h', Topic.PROGRAM, "Show this help and exit", WORKS);
    public static final Option VERSION = flag("version", 'v', Topic.PROGRAM, "Print the version and exit", WORKS);
    public static final Option CODECS = flag("codecs", Topic.PROGRAM, "Print the list of codecs and exit", WORKS);
    public static final Option CONFIG_FILE = value("config-file", Topic.PROGRAM, new Text(""), "FILE",
            "Read options from this file (default /etc/rtpengine/rtpengine.conf if it exists, 'none' for no file)", WORKS);
    public static final Option CONFIG_SECTION =
            value("config-section", Topic.PROGRAM, new Text("rtpengine"), "STRING", "Section of the file to use", WORKS);
    public static final Option PIDFILE = value("pidfile", 'p', Topic.PROGRAM, new Text(""), "FILE",
            "Write the process id to this file", WORKS);
    public static final Option FOREGROUND = flag("foreground", 'f', Topic.PROGRAM, "Stay in the foreground", WORKS);
    public static final Option SOFTWARE_ID = value("software-id", Topic.PROGRAM, new Text(RelayOptions.DEFAULT_SOFTWARE_ID),
            "STRING",
            "Name of this software towards others", WORKS);
    public static final Option DRAIN_TIMEOUT = value("drain-timeout", Topic.PROGRAM, new Int(0, 0, ANY_MAX, SECONDS), "SECS",
            "On SIGTERM, refuse new calls and wait this long for the others to end", WORKS);

    // Media addresses and forwarding
    public static final Option INTERFACE = value("interface", 'i', Topic.MEDIA, new InterfaceList(), "[NAME/]IP[!IP]",
            "Local interface for media: address, network device, host name or 'any', and the address to advertise", WORKS);
    public static final Option SAVE_INTERFACE_PORTS = flag("save-interface-ports", 'S', Topic.MEDIA,
            "Take ports only on the first address of the wanted family", WORKS);
    public static final Option ICE_STOP_WITHOUT_CONSENT = flag("ice-stop-without-consent", Topic.MEDIA,
            "Send nothing to an ICE peer that has not answered for 30 seconds (RFC 7675)", WORKS);
    public static final Option PORT_MIN = value("port-min", 'm', Topic.MEDIA, new Int(30000, 1, 65535, ""), "INT",
            "Lowest port for media", WORKS);
    public static final Option PORT_MAX = value("port-max", 'M', Topic.MEDIA, new Int(40000, 1, 65535, ""), "INT",
            "Highest port for media", WORKS);
    public static final Option TOS = value("tos", 'T', Topic.MEDIA, new Int(0, 0, 255, ""), "INT",
            "TOS byte of media packets, 0 leaves it to the system", WORKS);
    public static final Option ENDPOINT_LEARNING = value("endpoint-learning", Topic.MEDIA,
            new Choice("delayed", List.of("delayed", "immediate", "off", "heuristic")), "delayed|immediate|off|heuristic",
            "How the real source of a stream replaces the address of its SDP", WORKS);
    public static final Option SOURCE_GUARD = value("source-guard", Topic.MEDIA, new Choice("on", List.of("on", "off")), "on|off",
            "Drop packets of strangers; off relays packets from any source, as rtpengine does", WORKS);
    public static final Option SIP_SOURCE = flag("sip-source", Topic.MEDIA,
            "Prefer the source address of the SIP message to that of the SDP", WORKS);
    public static final Option MOS = value("mos", Topic.MEDIA, new Choice("CQ", List.of("CQ", "LQ")), "CQ|LQ",
            "Kind of mean opinion score: conversational or listening quality", WORKS);
    public static final Option SOCKET_CPU_AFFINITY = value("socket-cpu-affinity", Topic.MEDIA, new Int(0, ANY_MIN, ANY_MAX, ""),
            "INT",
            "Spread SO_INCOMING_CPU of media sockets over so many processors, negative: over all", WORKS);
    public static final Option TABLE = value("table", 't', Topic.MEDIA, new Int(-1, ANY_MIN, KernelOptions.MAX_TABLE, ""), "INT",
            "Forward media in the kernel where possible (eBPF, Linux 5.11), as this table, which one daemon at a time has, negative: in user space only", WORKS);
    public static final Option NO_FALLBACK = flag("no-fallback", 'F', Topic.MEDIA,
            "With --table: start only when in-kernel forwarding is possible", WORKS);
    public static final Option KERNEL_STREAMS = value("kernel-streams", Topic.MEDIA,
            new Int(OffloadSettings.DEFAULT_MAX_FLOWS, 1, KernelOptions.MAX_STREAMS, ""), "INT",
            "Most streams in the kernel, a call has two of each medium", WORKS);
    public static final Option KERNEL_INTERFACES = value("kernel-interfaces", Topic.MEDIA, new TextList(), "NAME",
            "Forward in the kernel only between these network devices (may be repeated)", WORKS);
    public static final Option KERNEL_PORTS = value("kernel-ports", Topic.MEDIA, new Text(""), "MIN-MAX",
            "Forward in the kernel only what arrives on these local ports", WORKS);
    public static final Option KERNEL_ATTACH = value("kernel-attach", Topic.MEDIA, new Choice("auto", List.of("auto", "tcx", "clsact")),
            "auto|tcx|clsact",
            "How programs are attached for forwarding in the kernel: tcx (Linux 6.6), or filters behind the qdisc clsact", WORKS);
    public static final Option JITTER_BUFFER = value("jitter-buffer", Topic.MEDIA, new Int(0, 0, ANY_MAX, "packets"), "INT",
            "Size of the jitter buffer", notYet("packets would be forwarded as they come"));
    public static final Option JB_CLOCK_DRIFT = flag("jb-clock-drift", Topic.MEDIA, "Jitter buffer: make up for clock drift",
            harmless("it concerns --jitter-buffer"));
    public static final Option IPTABLES_CHAIN = value("iptables-chain", Topic.MEDIA, new Text(""), "STRING",
            "Add firewall rules for media ports to this chain", notYet("the firewall would not be opened for media"));
    public static final Option MEDIA_IO = value("media-io", Topic.MEDIA, new Choice("auto", List.of("auto", "io_uring", "epoll", "nio")),
            "auto|io_uring|epoll|nio",
            "How packets are exchanged with the system: io_uring (Linux 6.1) and epoll on Linux only, nio everywhere", WORKS);
    public static final Option MEDIA_LATENCY_BUDGET = value("media-latency-budget", Topic.MEDIA, new Text("0"), "TIME",
            "How long a packet may wait for others under load, which saves processor time, as 500us or 1ms; 0: not at all", WORKS);

    // Control protocols
    public static final Option LISTEN_NG = value("listen-ng", 'n', Topic.CONTROL, new Address(), "[IP46|HOSTNAME:]PORT",
            "UDP port for the ng protocol", WORKS);
    public static final Option LISTEN_UDP = value("listen-udp", 'u', Topic.CONTROL, new Address(), "[IP46|HOSTNAME:]PORT",
            "UDP port for the rtpproxy protocol", WORKS);
    public static final Option LISTEN_TCP_NG = value("listen-tcp-ng", 'N', Topic.CONTROL, new Address(), "[IP46|HOSTNAME:]PORT",
            "TCP port for the ng protocol", notYet("nobody would answer there; use --listen-ng"));
    public static final Option LISTEN_TCP = value("listen-tcp", 'l', Topic.CONTROL, new Address(), "[IP:]PORT",
            "TCP port for the old mediaproxy protocol", notYet("nobody would answer there; use --listen-ng or --listen-udp"));
    public static final Option LISTEN_CLI = value("listen-cli", 'c', Topic.CONTROL, new Address(), "[IP46|HOSTNAME:]PORT",
            "TCP port for the command line interface", WORKS);
    public static final Option LISTEN_HTTP = value("listen-http", Topic.CONTROL, new AddressList(), "[IP46|HOSTNAME:]PORT",
            "TCP port for HTTP (/ping and /metrics)", WORKS);
    public static final Option LISTEN_HTTPS = value("listen-https", Topic.CONTROL, new AddressList(), "[IP46|HOSTNAME:]PORT",
            "TCP port for HTTPS", notYet("nobody would answer there; use --listen-http"));
    public static final Option HTTPS_CERT = value("https-cert", Topic.CONTROL, new Text(""), "FILE", "Certificate for HTTPS",
            harmless("it concerns --listen-https"));
    public static final Option HTTPS_KEY = value("https-key", Topic.CONTROL, new Text(""), "FILE", "Private key for HTTPS",
            harmless("it concerns --listen-https"));
    public static final Option HTTP_THREADS = value("http-threads", Topic.CONTROL, number(), "INT", "Worker threads for HTTP",
            harmless("every request has a thread of its own"));
    public static final Option CONTROL_TOS = value("control-tos", Topic.CONTROL, new Int(0, 0, 255, ""), "INT",
            "TOS byte of ng replies, 0 leaves it to the system", WORKS);
    public static final Option REJECT_INVALID_SDP = flag("reject-invalid-sdp", Topic.CONTROL,
            "Refuse SDP bodies that end in a blank line",
            harmless("such bodies are processed, as without this option"));
    public static final Option JANUS_SECRET = value("janus-secret", Topic.CONTROL, new Text(""), "STRING",
            "Admin secret of the Janus protocol",
            notYet("the Janus protocol would not be there"));

    // Timeouts
    public static final Option TIMEOUT = value("timeout", 'o', Topic.TIMEOUTS, seconds(60), "SECS",
            "End a call without any media for so long", WORKS);
    public static final Option SILENT_TIMEOUT = value("silent-timeout", 's', Topic.TIMEOUTS, seconds(3600), "SECS",
            "The same for muted or inactive media", WORKS);
    public static final Option FINAL_TIMEOUT = value("final-timeout", 'a', Topic.TIMEOUTS, seconds(0), "SECS",
            "End any call after so long, 0 = never", WORKS);
    public static final Option OFFER_TIMEOUT = value("offer-timeout", Topic.TIMEOUTS, seconds(3600), "SECS",
            "End a call whose offer was never answered after so long", WORKS);
    public static final Option DELETE_DELAY = value("delete-delay", 'd', Topic.TIMEOUTS, seconds(30), "INT",
            "Keep a deleted call for so long", WORKS);

    // Limits
    public static final Option MAX_SESSIONS = value("max-sessions", Topic.LIMITS, new Int(-1, ANY_MIN, ANY_MAX, "calls"), "INT",
            "Refuse new calls above this number, negative for no limit", WORKS);
    public static final Option MAX_LOAD = value("max-load", Topic.LIMITS, new Decimal(""), "FLOAT",
            "Refuse new calls while the load average is higher, 0 for no limit", WORKS);
    public static final Option MAX_CPU = value("max-cpu", Topic.LIMITS, new Decimal("percent"), "FLOAT",
            "Refuse new calls while the processors are busier, 0 for no limit", WORKS);
    public static final Option MAX_BANDWIDTH = value("max-bandwidth", Topic.LIMITS, new Int(0, 0, ANY_MAX, "bytes per second"),
            "INT",
            "Refuse new calls while more media than this is received, 0 for no limit", WORKS);

    // Callbacks and DTMF events
    public static final Option B2B_URL = value("b2b-url", 'b', Topic.EVENTS, new Text(""), "STRING",
            "XML-RPC URL called when a call times out; %% becomes the address of its SIP server", WORKS);
    public static final Option XMLRPC_FORMAT = value("xmlrpc-format", 'x', Topic.EVENTS, new Int(0, 0, 2, ""), "INT",
            "Form of that call. 0: SEMS, 1: call-id only, 2: Kamailio", WORKS);
    public static final Option DTMF_LOG_DEST = value("dtmf-log-dest", Topic.EVENTS, new Address(), "IP46|HOSTNAME:PORT",
            "Send DTMF events as JSON by UDP to this address", WORKS);
    public static final Option DTMF_LOG_NG_TCP = flag("dtmf-log-ng-tcp", Topic.EVENTS,
            "Send DTMF events to the clients of --listen-tcp-ng",
            notYet("the events would be lost; use --dtmf-log-dest"));
    public static final Option DTMF_NO_SUPPRESS = flag("dtmf-no-suppress", Topic.EVENTS, "Do not silence audio during DTMF events",
            NEEDS_TRANSCODING);
    public static final Option DTMF_DIGIT_DELAY = value("dtmf-digit-delay", Topic.EVENTS, new Int(0, ANY_MIN, ANY_MAX,
            MILLISECONDS), "INT",
            "Delay between DTMF digits of a trigger", harmless("DTMF triggers are not available yet"));

    // Logging
    public static final Option LOG_LEVEL = value("log-level", 'L', Topic.LOGGING, new Int(6, ANY_MIN, ANY_MAX, ""), "INT",
            "Log level of all subsystems but internals: 0 (least) to 7 (debug)", WORKS);
    private static final Map<Subsystem, Option> LOG_LEVELS = subsystemLevels();
    public static final Option LOG_STDERR = flag("log-stderr", 'E', Topic.LOGGING, "Log to stderr instead of syslog", WORKS);
    public static final Option NO_LOG_TIMESTAMPS = flag("no-log-timestamps", Topic.LOGGING, "No timestamps in lines on stderr",
            WORKS);
    public static final Option LOG_FACILITY = facility("log-facility", "daemon", "Syslog facility", WORKS);
    public static final Option LOG_FACILITY_CDR = facility("log-facility-cdr", "", "Write call records to this syslog facility",
            WORKS);
    public static final Option LOG_FACILITY_DTMF = facility("log-facility-dtmf", "", "Write DTMF events to this syslog facility",
            WORKS);
    public static final Option LOG_FACILITY_RTCP = facility("log-facility-rtcp", "", "Write received RTCP to this syslog facility",
            notYet("the RTCP records would be lost"));
    public static final Option LOG_FORMAT = value("log-format", Topic.LOGGING, new Choice("default", List.of("default",
            "parsable")),
            "default|parsable", "Form of the call-id in log lines", WORKS);
    public static final Option SPLIT_LOGS = flag("split-logs", Topic.LOGGING, "One log line for each line of a message", WORKS);
    public static final Option MAX_LOG_LINE_LENGTH = value("max-log-line-length", Topic.LOGGING, new Int(0, ANY_MIN, ANY_MAX,
            "characters"), "INT",
            "Break longer lines; negative: never; 0: never on stderr, at 500 for syslog", WORKS);
    public static final Option LOG_MARK_PREFIX = value("log-mark-prefix", Topic.LOGGING, new Text(""), "STRING",
            "Put before private values in log lines", WORKS);
    public static final Option LOG_MARK_SUFFIX = value("log-mark-suffix", Topic.LOGGING, new Text(""), "STRING",
            "Put after private values in log lines", WORKS);

    // Threads
    public static final Option NUM_THREADS = value("num-threads", Topic.THREADS, number(), "INT",
            "Media worker threads, 0 or less: one per processor", WORKS);
    public static final Option MEDIA_NUM_THREADS = value("media-num-threads", Topic.THREADS, new Int(-1, ANY_MIN, ANY_MAX, ""),
            "INT",
            "Threads for media playback", NEEDS_PLAYBACK);
    public static final Option POLLER_PER_THREAD = flag("poller-per-thread", Topic.THREADS,
            "Every worker waits for its own sockets",
            harmless("it is always so"));
    public static final Option THREAD_STACK = value("thread-stack", Topic.THREADS, new Int(2048, ANY_MIN, ANY_MAX, "kB"), "INT",
            "Stack size of threads", harmless("the Java runtime chooses"));
    public static final Option SCHEDULING = value("scheduling", Topic.THREADS, new Text("default"),
            "default|none|fifo|rr|other|batch|idle",
            "Scheduling policy", SYSTEM_SCHEDULES);
    public static final Option PRIORITY = value("priority", Topic.THREADS, number(), "INT", "Scheduling priority",
            SYSTEM_SCHEDULES);
    public static final Option IDLE_SCHEDULING = value("idle-scheduling", Topic.THREADS, new Text("default"),
            "default|none|fifo|rr|other|batch|idle",
            "Scheduling policy of timers", SYSTEM_SCHEDULES);
    public static final Option IDLE_PRIORITY = value("idle-priority", Topic.THREADS, number(), "INT",
            "Scheduling priority of timers", SYSTEM_SCHEDULES);

    // Recording
    public static final Option RECORDING_METHOD = value("recording-method", Topic.RECORDING, new Choice("pcap", List.of("pcap",
            "proc")), "pcap|proc",
            "How calls are recorded", NEEDS_RECORDING);
    public static final Option RECORDING_DIR = ruled("recording-dir", Option.NO_SHORT_NAME, Topic.RECORDING, new Text(""), "FILE",
            "Directory for recordings",
            values -> values.text(OptionTable.RECORDING_METHOD).equals("proc")
                    ? harmless("recording by 'proc' needs the kernel module and the recording daemon, calls are not recorded")
                    : notYet("calls would not be recorded"));
    public static final Option RECORDING_FORMAT = value("recording-format", Topic.RECORDING, new Choice("raw", List.of("raw",
            "eth")), "raw|eth",
            "Form of the packets in pcap files", NEEDS_RECORDING);

    // Statistics to other systems
    public static final Option GRAPHITE = value("graphite", 'g', Topic.STATISTICS, new Address(), "IP46|HOSTNAME:PORT",
            "Address of the Graphite server",
            notYet("Graphite would get no figures; the same are in GET /metrics of --listen-http"));
    public static final Option GRAPHITE_INTERVAL = value("graphite-interval", 'G', Topic.STATISTICS, new Int(0, ANY_MIN, ANY_MAX,
            SECONDS), "INT",
            "Graphite: send so often", NEEDS_GRAPHITE);
    public static final Option GRAPHITE_PREFIX = value("graphite-prefix", Topic.STATISTICS, new Text(""), "STRING",
            "Graphite: prefix of names", NEEDS_GRAPHITE);
    public static final Option GRAPHITE_TIMEOUT = value("graphite-timeout", Topic.STATISTICS, number(SECONDS), "INT",
            "Graphite: give up connecting after so long", NEEDS_GRAPHITE);
    public static final Option HOMER = value("homer", Topic.STATISTICS, new Address(), "IP46|HOSTNAME:PORT",
            "Address of the Homer server",
            notYet("Homer would get no RTCP"));
    public static final Option HOMER_PROTOCOL = value("homer-protocol", Topic.STATISTICS, new Choice("udp", List.of("udp", "tcp")),
            "udp|tcp",
            "Homer: transport", NEEDS_HOMER);
    public static final Option HOMER_ID = value("homer-id", Topic.STATISTICS, new Int(2001, ANY_MIN, ANY_MAX, ""), "INT",
            "Homer: capture id", NEEDS_HOMER);
    public static final Option MQTT_HOST = value("mqtt-host", Topic.STATISTICS, new Text(""), "HOST|IP", "MQTT broker",
            notYet("the broker would get no figures; totals are in GET /metrics of --listen-http"));
    public static final Option MQTT_PORT = value("mqtt-port", Topic.STATISTICS, new Int(1883, ANY_MIN, ANY_MAX, ""), "INT",
            "MQTT: port", NEEDS_MQTT);
    public static final Option MQTT_ID = value("mqtt-id", Topic.STATISTICS, new Text(""), "STRING", "MQTT: client id", NEEDS_MQTT);
    public static final Option MQTT_KEEPALIVE = value("mqtt-keepalive", Topic.STATISTICS, new Int(30, ANY_MIN, ANY_MAX, SECONDS),
            "INT", "MQTT: keep-alive", NEEDS_MQTT);
    public static final Option MQTT_USER = value("mqtt-user", Topic.STATISTICS, new Text(""), "USERNAME", "MQTT: user", NEEDS_MQTT);
    public static final Option MQTT_PASS = value("mqtt-pass", Topic.STATISTICS, new Text(""), "PASSWORD", "MQTT: password",
            NEEDS_MQTT);
    public static final Option MQTT_CAFILE = value("mqtt-cafile", Topic.STATISTICS, new Text(""), "FILE", "MQTT: CA file",
            NEEDS_MQTT);
    public static final Option MQTT_CAPATH = value("mqtt-capath", Topic.STATISTICS, new Text(""), "PATH", "MQTT: CA directory",
            NEEDS_MQTT);
    public static final Option MQTT_CERTFILE = value("mqtt-certfile", Topic.STATISTICS, new Text(""), "FILE", "MQTT: certificate",
            NEEDS_MQTT);
    public static final Option MQTT_KEYFILE = value("mqtt-keyfile", Topic.STATISTICS, new Text(""), "FILE", "MQTT: private key",
            NEEDS_MQTT);
    public static final Option MQTT_PUBLISH_QOS = value("mqtt-publish-qos", Topic.STATISTICS, new Int(0, 0, 2, ""), "0|1|2",
            "MQTT: quality of service", NEEDS_MQTT);
    public static final Option MQTT_PUBLISH_TOPIC = value("mqtt-publish-topic", Topic.STATISTICS, new Text("rtpengine"), "STRING",
            "MQTT: topic", NEEDS_MQTT);
    public static final Option MQTT_PUBLISH_INTERVAL = value("mqtt-publish-interval", Topic.STATISTICS, new Int(5000, ANY_MIN,
            ANY_MAX, MILLISECONDS),
            "MILLISECONDS", "MQTT: publish so often", NEEDS_MQTT);
    public static final Option MQTT_PUBLISH_SCOPE = value("mqtt-publish-scope", Topic.STATISTICS, new Choice("global",
            List.of("global", "call", "media")),
            "global|call|media", "MQTT: what is published", NEEDS_MQTT);

    // Redis
    public static final Option REDIS = value("redis", 'r', Topic.REDIS, new Text(""), "[PW@]IP:PORT/INT",
            "Keep calls in this Redis database",
            notYet("calls would not survive a restart"));
    public static final Option REDIS_WRITE = value("redis-write", 'w', Topic.REDIS, new Text(""), "[PW@]IP:PORT/INT",
            "Another database for writing",
            notYet("calls would not survive a restart"));
    public static final Option SUBSCRIBE_KEYSPACE = value("subscribe-keyspace", 'k', Topic.REDIS, new TextList(), "INT INT ...",
            "Follow the calls of others in these databases", notYet("calls of other relays would not be followed"));
    public static final Option REDIS_NUM_THREADS = value("redis-num-threads", Topic.REDIS, new Int(4, ANY_MIN, ANY_MAX, ""), "INT",
            "Threads that restore calls", NEEDS_REDIS);
    public static final Option REDIS_EXPIRES = value("redis-expires", Topic.REDIS, new Int(86400, ANY_MIN, ANY_MAX, SECONDS), "INT",
            "Life of keys", NEEDS_REDIS);
    public static final Option NO_REDIS_REQUIRED = flag("no-redis-required", 'q', Topic.REDIS, "Start without connection to Redis",
            NEEDS_REDIS);
    public static final Option REDIS_ALLOWED_ERRORS = value("redis-allowed-errors", Topic.REDIS, new Int(-1, ANY_MIN, ANY_MAX, ""),
            "INT",
            "Errors before Redis is left alone, -1 for any number", NEEDS_REDIS);
    public static final Option REDIS_DISABLE_TIME = value("redis-disable-time", Topic.REDIS, new Int(10, ANY_MIN, ANY_MAX, SECONDS),
            "INT",
            "How long Redis is left alone after errors", NEEDS_REDIS);
    public static final Option REDIS_CMD_TIMEOUT = value("redis-cmd-timeout", Topic.REDIS, number(MILLISECONDS), "INT",
            "Timeout of commands", NEEDS_REDIS);
    public static final Option REDIS_CONNECT_TIMEOUT = value("redis-connect-timeout", Topic.REDIS, new Int(1000, ANY_MIN, ANY_MAX,
            MILLISECONDS), "INT",
            "Timeout of connecting", NEEDS_REDIS);
    public static final Option REDIS_DELETE_ASYNC = flag("redis-delete-async", 'y', Topic.REDIS, "Delete keys in the background",
            NEEDS_REDIS);
    public static final Option REDIS_DELETE_ASYNC_INTERVAL = value("redis-delete-async-interval", Topic.REDIS, number(SECONDS),
            "INT",
            "Delete keys so often", NEEDS_REDIS);
    public static final Option ACTIVE_SWITCHOVER = flag("active-switchover", Topic.REDIS, "Activity takes calls of others over",
            NEEDS_REDIS);

    // SRTP and DTLS
    public static final Option DTLS_PASSIVE = flag("dtls-passive", Topic.CRYPTO, "DTLS: prefer the passive role", WORKS);
    public static final Option DTLS_RSA_KEY_SIZE = value("dtls-rsa-key-size", Topic.CRYPTO, new Int(2048, ANY_MIN, ANY_MAX, "bits"),
            "INT", "DTLS: size of an RSA key", WORKS);
    public static final Option DTLS_CERT_CIPHER = value("dtls-cert-cipher", Topic.CRYPTO, new Choice("prime256v1",
            List.of("prime256v1", "RSA")), "prime256v1|RSA",
            "DTLS: kind of key", WORKS);
    public static final Option DTLS_MTU = value("dtls-mtu", Topic.CRYPTO, new Int(1200, 576, 65535, "bytes"), "INT",
            "DTLS: largest datagram", WORKS);
    public static final Option DTLS_CIPHERS = value("dtls-ciphers", Topic.CRYPTO, new Text(""), "STRING",
            "DTLS: allowed ciphers as OpenSSL writes them, of those with ECDHE and AES-GCM, ChaCha20 or AES-CBC; empty: all of those", WORKS);
    public static final Option DTLS_LEARN_SOURCE = flag("dtls-learn-source", Topic.CRYPTO,
            "DTLS: let a party without ICE shake hands from another address than its SDP says, as one behind NAT does", WORKS);
    public static final Option DTLS_SIGNATURE = value("dtls-signature", Topic.CRYPTO, new Choice("SHA-256", List.of("SHA-256",
            "SHA-1")), "SHA-256|SHA-1",
            "DTLS: hash in the certificate's signature", WORKS);
    public static final Option LOG_SRTP_KEYS = flag("log-srtp-keys", Topic.CRYPTO, "Write SRTP keys to the log", WORKS);
    public static final Option DEBUG_SRTP = flag("debug-srtp", Topic.CRYPTO, "Log details of SRTP packets", NO_PACKET_LOG);

    // Transcoding and media playback
    public static final Option DTX_DELAY = value("dtx-delay", Topic.TRANSCODING, number(MILLISECONDS), "INT",
            "Delay to find transmission gaps", NEEDS_TRANSCODING);
    public static final Option MAX_DTX = value("max-dtx", Topic.TRANSCODING, new Int(30, ANY_MIN, ANY_MAX, SECONDS), "INT",
            "Longest gap that is filled", NEEDS_TRANSCODING);
    public static final Option DTX_BUFFER = value("dtx-buffer", Topic.TRANSCODING, new Int(10, ANY_MIN, ANY_MAX, "packets"), "INT",
            "Packets held for that", NEEDS_TRANSCODING);
    public static final Option DTX_LAG = value("dtx-lag", Topic.TRANSCODING, new Int(100, ANY_MIN, ANY_MAX, MILLISECONDS), "INT",
            "Audio held for that", NEEDS_TRANSCODING);
    public static final Option DTX_SHIFT = value("dtx-shift", Topic.TRANSCODING, new Int(5, ANY_MIN, ANY_MAX, MILLISECONDS), "INT",
            "Step of its adjustment", NEEDS_TRANSCODING);
    public static final Option DTX_CN_PARAMS = value("dtx-cn-params", Topic.TRANSCODING, new TextList(), "INT INT INT ...",
            "Comfort noise in gaps", NEEDS_TRANSCODING);
    public static final Option AMR_DTX = value("amr-dtx", Topic.TRANSCODING, new Choice("native", List.of("native", "CN")),
            "native|CN", "How AMR fills gaps", NEEDS_TRANSCODING);
    public static final Option SILENCE_DETECT = value("silence-detect", Topic.TRANSCODING, new Decimal("percent"), "FLOAT",
            "Level below which audio is silence", NEEDS_TRANSCODING);
    public static final Option CN_PAYLOAD = value("cn-payload", Topic.TRANSCODING, new TextList(), "INT INT INT ...",
            "Comfort noise for silence", NEEDS_TRANSCODING);
    public static final Option REORDER_CODECS = flag("reorder-codecs", Topic.TRANSCODING, "Prefer codecs that need no transcoding",
            NEEDS_TRANSCODING);
    public static final Option MYSQL_HOST = value("mysql-host", Topic.TRANSCODING, new Text(""), "HOST|IP",
            "Database with media to play",
            notYet("media could not be played from the database"));
    public static final Option MYSQL_PORT = value("mysql-port", Topic.TRANSCODING, number(), "INT", "Database: port", NEEDS_MYSQL);
    public static final Option MYSQL_USER = value("mysql-user", Topic.TRANSCODING, new Text(""), "USERNAME", "Database: user",
            NEEDS_MYSQL);
    public static final Option MYSQL_PASS = value("mysql-pass", Topic.TRANSCODING, new Text(""), "PASSWORD", "Database: password",
            NEEDS_MYSQL);
    public static final Option MYSQL_QUERY = value("mysql-query", Topic.TRANSCODING, new Text(""), "STRING",
            "Database: query with %llu for the id", NEEDS_MYSQL);

    private OptionTable() {}

    /** All options in the order of the help. */
    public static Collection<Option> all() {
        return Collections.unmodifiableCollection(BY_NAME.values());
    }

    /** Options of one topic, in order. */
    public static List<Option> of(Topic topic) {
        return BY_NAME.values().stream().filter(option -> option.topic() == topic).toList();
    }

    public static Optional<Option> named(String longName) {
        return Optional.ofNullable(BY_NAME.get(longName));
    }

    public static Optional<Option> abbreviated(char shortName) {
        return BY_NAME.values().stream()
                .filter(option -> option.hasShortName() && option.shortName() == shortName)
                .findFirst();
    }

    /** {@code log-level-NAME} of each subsystem; the value counts only if set. */
    public static Map<Subsystem, Option> logLevels() {
        return Collections.unmodifiableMap(LOG_LEVELS);
    }

    private static Int number() {
        return number("");
    }

    private static Int number(String unit) {
        return new Int(0, ANY_MIN, ANY_MAX, unit);
    }

    /** rtpengine takes any number: zero and less stand for the default, or for off. */
    private static Int seconds(int defaultValue) {
        return new Int(defaultValue, ANY_MIN, ANY_MAX, SECONDS);
    }

    private static Option facility(String name, String defaultValue, String help, Support support) {
        return value(name, Topic.LOGGING, new Choice(defaultValue, FACILITIES), FACILITY, help, support);
    }

    private static Map<Subsystem, Option> subsystemLevels() {
        Map<Subsystem, Option> levels = new EnumMap<>(Subsystem.class);
        for (Subsystem subsystem : Subsystem.values()) {
            int level = subsystem == Subsystem.INTERNALS ? -1 : 6;
            levels.put(subsystem, value("log-level-" + subsystem.displayName(), Topic.LOGGING, new Int(level, ANY_MIN, ANY_MAX, ""),
            "INT",
                    "Log level of: " + subsystem.description(), WORKS));
        }
        return levels;
    }

    private static Option flag(String name, Topic topic, String help, Support support) {
        return flag(name, Option.NO_SHORT_NAME, topic, help, support);
    }

    private static Option flag(String name, char shortName, Topic topic, String help, Support support) {
        return ruled(name, shortName, topic, new Flag(), "", help, _ -> support);
    }

    private static Option value(String name, Topic topic, OptionType type, String placeholder, String help, Support support) {
        return value(name, Option.NO_SHORT_NAME, topic, type, placeholder, help, support);
    }

    private static Option value(
            String name, char shortName, Topic topic, OptionType type, String placeholder, String help, Support support) {
        return ruled(name, shortName, topic, type, placeholder, help, _ -> support);
    }

    private static Option ruled(
            String name,
            char shortName,
            Topic topic,
            OptionType type,
            String placeholder,
            String help,
            Option.SupportRule support) {
        Option option = new Option(name, shortName, topic, type, placeholder, help, support);
        if (BY_NAME.put(name, option) != null) {
            throw new IllegalStateException("two options named " + name);
        }
        return option;
    }
}
