package dev.patchbay.sip.rtpengine;

import dev.patchbay.sip.client.ClientOptions;
import dev.patchbay.sip.client.RelayCertificates;
import dev.patchbay.sip.node.RelayDefinition;
import dev.patchbay.sip.node.SocketListParser;
import dev.patchbay.sip.select.AllowedOperations;
import dev.patchbay.sip.select.CallIdHash;
import dev.patchbay.sip.select.KamailioSelection;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLContext;

/**
 * The parameters of Kamailio's rtpengine module, with its defaults. Parameters about a database or DTMF events are in the packages that
 * carry them out.
 */
public final class KamailioSettings {

    final List<RelayDefinition> relays;
    final int defaultSetId;
    final ClientOptions clientOptions;
    final KamailioSelection.Rules rules;
    final int hashTableSize;
    final Duration hashTableLifetime;
    final Optional<Duration> pingInterval;
    final boolean isPingedAtStart;
    final Optional<String> extraIdPv;
    final Optional<String> setidAvp;
    final Optional<String> readSdpPv;
    final Optional<String> writeSdpPv;
    final boolean isBodyWrittenToo;
    final Optional<String> rtpInstPvar;
    final Optional<String> mediaDurationPv;
    final Map<String, String> mosVariables;

    private KamailioSettings(Builder builder) {
        relays = new ArrayList<>();
        SocketListParser parser = new SocketListParser(SocketListParser.Grammar.KAMAILIO, builder.defaultSetId);
        builder.socketLists.forEach(list -> relays.addAll(parser.parse(list)));
        defaultSetId = builder.defaultSetId;
        clientOptions = new ClientOptions(
                builder.tryTimeout,
                builder.tries,
                builder.disableTimeout,
                builder.maxInFlight,
                ClientOptions.DEFAULT_MAX_QUEUED,
                builder.sendAddress,
                builder.trafficClass,
                builder.tls);
        rules = new KamailioSelection.Rules(
                builder.hash,
                builder.isAggressiveRedetection,
                builder.allowedOperations,
                !builder.pingInterval.isZero(),
                builder.queriedNodesLimit,
                builder.areCallsMoved);
        hashTableSize = builder.hashTableSize;
        hashTableLifetime = builder.hashTableLifetime;
        pingInterval = builder.pingInterval.isZero() ? Optional.empty() : Optional.of(builder.pingInterval);
        isPingedAtStart = builder.isPingedAtStart;
        extraIdPv = builder.variable("extra_id_pv");
        setidAvp = builder.variable("setid_avp");
        readSdpPv = builder.variable("read_sdp_pv");
        writeSdpPv = builder.variable("write_sdp_pv");
        isBodyWrittenToo = builder.isBodyWrittenToo;
        rtpInstPvar = builder.variable("rtp_inst_pvar");
        mediaDurationPv = builder.variable("media_duration");
        mosVariables = new TreeMap<>(builder.variables);
        mosVariables.keySet().removeIf(name -> !name.startsWith("mos_"));
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects parameters. One thread. */
    public static final class Builder {

        /** The most that {@code queried_nodes_limit} may be. */
        public static final int MAX_QUERIED_NODES = 30;

        private static final Map<String, BiConsumer<Builder, String>> BY_NAME = byName();

        private final List<String> socketLists = new ArrayList<>();
        private final Map<String, String> variables = new HashMap<>();
        private int defaultSetId;
        private Duration disableTimeout = Duration.ofSeconds(60);
        private Duration tryTimeout = Duration.ofSeconds(1);
        private int tries = 5;
        private int maxInFlight = ClientOptions.DEFAULT_MAX_IN_FLIGHT;
        private Optional<InetAddress> sendAddress = Optional.empty();
        private OptionalInt trafficClass = OptionalInt.empty();
        private Optional<SSLContext> tls = Optional.empty();
        private CallIdHash hash = CallIdHash.BYTE_SUM;
        private boolean isAggressiveRedetection = true;
        private AllowedOperations allowedOperations = AllowedOperations.NONE;
        private int queriedNodesLimit = MAX_QUERIED_NODES;
        private int hashTableSize = 256;
        private Duration hashTableLifetime = Duration.ofHours(1);
        private Duration pingInterval = Duration.ofSeconds(60);
        private boolean isPingedAtStart = true;
        private boolean isBodyWrittenToo;
        private boolean areCallsMoved;

        private Builder() {}

        private static Map<String, BiConsumer<Builder, String>> byName() {
            Map<String, BiConsumer<Builder, String>> rows = new TreeMap<>();
            rows.put("rtpengine_sock", Builder::rtpengineSock);
            rows.put("rtpengine_disable_tout", (b, v) -> b.rtpengineDisableTout(Parameters.seconds("rtpengine_disable_tout", v)));
            rows.put("rtpengine_tout_ms", (b, v) -> b.rtpengineToutMs(Parameters.millis("rtpengine_tout_ms", v)));
            rows.put("rtpengine_retr", (b, v) -> b.rtpengineRetr(Parameters.number("rtpengine_retr", v)));
            rows.put("rtpengine_allow_op", (b, v) -> b.rtpengineAllowOp(choice("rtpengine_allow_op", v, AllowedOperations.values())));
            rows.put("aggressive_redetection", (b, v) -> b.aggressiveRedetection(Parameters.truth("aggressive_redetection", v)));
            rows.put("queried_nodes_limit", (b, v) -> b.queriedNodesLimit(Parameters.number("queried_nodes_limit", v)));
            rows.put("hash_table_size", (b, v) -> b.hashTableSize(Parameters.number("hash_table_size", v)));
            rows.put("hash_table_tout", (b, v) -> b.hashTableTout(Parameters.seconds("hash_table_tout", v)));
            rows.put("hash_algo", (b, v) -> b.hashAlgo(choice("hash_algo", v, CallIdHash.values())));
            rows.put("setid_default", (b, v) -> b.setidDefault(Parameters.number("setid_default", v)));
            rows.put("ping_mode", (b, v) -> b.pingMode(Parameters.truth("ping_mode", v)));
            rows.put("ping_interval", (b, v) -> b.pingInterval(Parameters.seconds("ping_interval", v)));
            rows.put("force_send_interface", Builder::forceSendInterface);
            rows.put("control_cmd_tos", (b, v) -> b.controlCmdTos(Parameters.number("control_cmd_tos", v)));
            rows.put("write_sdp_pv_mode", (b, v) -> b.writeSdpPvMode(Parameters.truth("write_sdp_pv_mode", v)));
            rows.put("wsapi", (_, v) -> Builder.checkWebSocketApi(v));
            for (String name : List.of("extra_id_pv", "setid_avp", "read_sdp_pv", "write_sdp_pv", "rtp_inst_pvar", "media_duration")) {
                rows.put(name, (b, v) -> b.variables.put(name, v));
            }
            for (String name : MosVariables.parameterNames()) {
                rows.put(name, (b, v) -> b.variables.put(name, v));
            }
            return rows;
        }

        private static <T> T choice(String name, String value, T[] constants) {
            int number = Parameters.number(name, value);
            if (number >= constants.length) {
                throw new IllegalArgumentException("parameter " + name + ": '" + value + "' is not 0.." + (constants.length - 1));
            }
            return constants[number];
        }

        private static void checkWebSocketApi(String value) {
            if (!value.equals("lwsc")) {
                throw new IllegalArgumentException("parameter wsapi: '" + value + "' is not lwsc");
            }
        }

        /**
         * A parameter by the name it has in a script: {@code modparam("rtpengine", name, value)}. Those that name a variable are given by
         * this method only.
         *
         * @throws IllegalArgumentException for a name or value that the module would not take
         */
        public Builder modparam(String name, String value) {
            BiConsumer<Builder, String> parameter = BY_NAME.get(name);
            if (parameter == null) {
                throw Parameters.unknown(name, BY_NAME.keySet());
            }
            parameter.accept(this, value);
            return this;
        }

        /** May be given several times. */
        public Builder rtpengineSock(String socketList) {
            socketLists.add(socketList);
            return this;
        }

        /** How long a relay that did not answer is left alone; 60 s. */
        public Builder rtpengineDisableTout(Duration timeout) {
            disableTimeout = timeout;
            return this;
        }

        /** How long one try waits; 1000 ms. */
        public Builder rtpengineToutMs(Duration timeout) {
            tryTimeout = timeout;
            return this;
        }

        /** How often a command is sent; 5. */
        public Builder rtpengineRetr(int count) {
            tries = count;
            return this;
        }

        public Builder rtpengineAllowOp(AllowedOperations allowed) {
            allowedOperations = allowed;
            return this;
        }

        /** Whether all relays are pinged once more when none is in use; on. */
        public Builder aggressiveRedetection(boolean isOn) {
            isAggressiveRedetection = isOn;
            return this;
        }

        /** How many relays a command is sent to at most; 30, and no more. */
        public Builder queriedNodesLimit(int count) {
            queriedNodesLimit = Math.min(count, MAX_QUERIED_NODES);
            return this;
        }

        /** Rows of the table of calls; 256, and 1 at least. */
        public Builder hashTableSize(int rowCount) {
            hashTableSize = Math.max(rowCount, 1);
            return this;
        }

        /** How long a call is remembered; 3600 s. */
        public Builder hashTableTout(Duration lifetime) {
            hashTableLifetime = lifetime;
            return this;
        }

        public Builder hashAlgo(CallIdHash algorithm) {
            hash = algorithm;
            return this;
        }

        /** The set of relays given without one, and of messages that choose none; 0. */
        public Builder setidDefault(int setId) {
            defaultSetId = setId;
            return this;
        }

        /** Whether relays are pinged at start; on. */
        public Builder pingMode(boolean isOn) {
            isPingedAtStart = isOn;
            return this;
        }

        /** How often all relays are pinged; 60 s. Zero: only those that are disabled, when a call needs them. */
        public Builder pingInterval(Duration interval) {
            pingInterval = interval;
            return this;
        }

        /** The local address that commands are sent from. */
        public Builder forceSendInterface(String address) {
            try {
                sendAddress = Optional.of(InetAddress.getByName(address));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("parameter force_send_interface: '" + address + "' is no address", e);
            }
            return this;
        }

        /** The TOS byte of commands over UDP and TCP, 0..255. */
        public Builder controlCmdTos(int tos) {
            if (tos < 0 || tos > 255) {
                throw new IllegalArgumentException("parameter control_cmd_tos: " + tos + " is not 0..255");
            }
            trafficClass = OptionalInt.of(tos);
            return this;
        }

        /** Whether the message gets the SDP too when {@code write_sdp_pv} is set; off. */
        public Builder writeSdpPvMode(boolean isBodyWritten) {
            isBodyWrittenToo = isBodyWritten;
            return this;
        }

        /** Commands to one relay that wait for a reply at a time; further ones queue. */
        public Builder maxInFlight(int count) {
            maxInFlight = count;
            return this;
        }

        /**
         * Whether a call whose relay is out of use goes on at another relay with its next command, and stays there; off. Kamailio has no
         * such parameter: commands of such a call fail there until the relay is back. A re-INVITE is needed to bring media to the new relay.
         */
        public Builder moveCalls(boolean areMoved) {
            areCallsMoved = areMoved;
            return this;
        }

        /**
         * Which relays behind {@code https} and {@code wss} are believed: see {@link RelayCertificates}. Without it, those whose
         * certificate the Java runtime trusts.
         */
        public Builder tls(SSLContext context) {
            tls = Optional.of(context);
            return this;
        }

        private Optional<String> variable(String name) {
            return Optional.ofNullable(variables.get(name));
        }

        public KamailioSettings build() {
            return new KamailioSettings(this);
        }
    }
}
