package dev.patchbay.sip.rtpengine;

import dev.patchbay.sip.client.ClientOptions;
import dev.patchbay.sip.client.RelayCertificates;
import dev.patchbay.sip.node.RelayDefinition;
import dev.patchbay.sip.node.SocketListParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLContext;

/**
 * The parameters of OpenSIPS' rtpengine module, with its defaults. Parameters about a database or notifications are in the packages
 * that carry them out.
 */
public final class OpenSipsSettings {

    /** The set of relays that are given without one. */
    public static final int DEFAULT_SET = 0;

    final List<RelayDefinition> relays;
    final Duration disableTimeout;
    final Duration tryTimeout;
    final int tries;
    final Optional<String> extraIdPv;
    final Optional<String> setidAvp;
    final Set<String> extraFailoverErrors;
    final OpenSipsRelease release;
    final int maxInFlight;
    final Optional<SSLContext> tls;

    private OpenSipsSettings(Builder builder) {
        relays = List.copyOf(builder.relays);
        disableTimeout = builder.disableTimeout;
        tryTimeout = builder.tryTimeout;
        tries = builder.tries;
        extraIdPv = builder.extraIdPv;
        setidAvp = builder.setidAvp;
        extraFailoverErrors = builder.extraFailoverErrors;
        release = builder.release;
        maxInFlight = builder.maxInFlight;
        tls = builder.tls;
    }

    public static Builder builder() {
        return new Builder();
    }

    ClientOptions clientOptions() {
        return new ClientOptions(
                tryTimeout,
                tries,
                disableTimeout,
                maxInFlight,
                ClientOptions.DEFAULT_MAX_QUEUED,
                Optional.empty(),
                OptionalInt.empty(),
                tls);
    }

    /** Collects parameters; each method is a parameter of the document. One thread. */
    public static final class Builder {

        private static final Map<String, BiConsumer<Builder, String>> BY_NAME = Map.of(
                "rtpengine_sock", Builder::rtpengineSock,
                "rtpengine_disable_tout", (b, value) -> b.rtpengineDisableTout(Parameters.seconds("rtpengine_disable_tout", value)),
                "rtpengine_tout", (b, value) -> b.rtpengineTout(Parameters.seconds("rtpengine_tout", value)),
                "rtpengine_retr", (b, value) -> b.rtpengineRetr(Parameters.number("rtpengine_retr", value)),
                "extra_id_pv", Builder::extraIdPv,
                "setid_avp", Builder::setidAvp);

        private final SocketListParser sockets = new SocketListParser(SocketListParser.Grammar.OPENSIPS, DEFAULT_SET);
        private final List<RelayDefinition> relays = new ArrayList<>();
        private Duration disableTimeout = Duration.ofSeconds(60);
        private Duration tryTimeout = Duration.ofSeconds(1);
        private int tries = 5;
        private Optional<String> extraIdPv = Optional.empty();
        private Optional<String> setidAvp = Optional.empty();
        private Set<String> extraFailoverErrors = Set.of();
        private OpenSipsRelease release = OpenSipsRelease.V3_2;
        private int maxInFlight = ClientOptions.DEFAULT_MAX_IN_FLIGHT;
        private Optional<SSLContext> tls = Optional.empty();

        private Builder() {}

        /**
         * A parameter by the name it has in a script: {@code modparam("rtpengine", name, value)}.
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
            relays.addAll(sockets.parse(socketList));
            return this;
        }

        /** How long a relay that did not answer is left alone; 60 s. */
        public Builder rtpengineDisableTout(Duration timeout) {
            disableTimeout = timeout;
            return this;
        }

        /** How long one try waits; 1 s. */
        public Builder rtpengineTout(Duration timeout) {
            tryTimeout = timeout;
            return this;
        }

        /** How often a command is sent; 5. */
        public Builder rtpengineRetr(int count) {
            tries = count;
            return this;
        }

        /** The variable behind {@code via-branch=extra}. */
        public Builder extraIdPv(String variable) {
            extraIdPv = Optional.of(variable);
            return this;
        }

        /** The variable that chooses the set, if it is set. */
        public Builder setidAvp(String variable) {
            setidAvp = Optional.of(variable);
            return this;
        }

        /** Further values of {@code error-reason} after which the next relay is tried (newer releases). */
        public Builder extraFailoverErrors(Set<String> errors) {
            extraFailoverErrors = Set.copyOf(errors);
            return this;
        }

        public Builder release(OpenSipsRelease like) {
            release = like;
            return this;
        }

        /** Commands to one relay that wait for a reply at a time; further ones queue. */
        public Builder maxInFlight(int count) {
            maxInFlight = count;
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

        public OpenSipsSettings build() {
            return new OpenSipsSettings(this);
        }
    }
}
