package dev.patchbay.ngwire;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How media is to be protected: keys {@code SDES}, {@code OSRTP} and {@code DTLS}.
 *
 * @param osrtp what {@code OSRTP} lists
 */
public record SecurityFlags(Sdes sdes, Set<Osrtp> osrtp, DtlsFlags dtls) {

    /** The modes of key {@code OSRTP} (RFC 8643). */
    public enum Osrtp {
        /** Make an opportunistic offer of a plain one. */
        OFFER,
        /** Accept the offerer's SRTP even if the answerer does not. */
        ACCEPT
    }

    /** The plain options of key {@code SDES}. */
    public enum SdesOption {
        /** Offer no {@code a=crypto}. */
        OFF,
        /** Leave the padding of base64 keys in place. */
        PAD,
        /** Write a lifetime behind each key. */
        LIFETIME,
        /** In an answer: keep the suite of the last exchange if it is offered still. */
        STATIC,
        /** Offer no suite that the offerer did not. */
        NO_NEW
    }

    /**
     * What key {@code SDES} lists. Suites are named as in SDP, letter case does not matter.
     *
     * @param encryptsRtp {@code encrypted_srtp} or {@code unencrypted_srtp}; empty = as received
     * @param encryptsRtcp {@code encrypted_srtcp} or {@code unencrypted_srtcp}
     * @param authenticatesRtp {@code authenticated_srtp} or {@code unauthenticated_srtp}
     * @param excluded {@code no-SUITE}
     * @param only {@code only-SUITE}: no others; before {@code excluded}
     * @param order {@code order:SUITE;SUITE…}: these first among those that are offered
     * @param preferred {@code offerer_pref:SUITE;SUITE…}: the first of these that was offered is answered
     */
    public record Sdes(
            Set<SdesOption> options,
            Optional<Boolean> encryptsRtp,
            Optional<Boolean> encryptsRtcp,
            Optional<Boolean> authenticatesRtp,
            List<String> excluded,
            List<String> only,
            List<String> order,
            List<String> preferred) {

        public Sdes {
            options = Set.copyOf(options);
            excluded = List.copyOf(excluded);
            only = List.copyOf(only);
            order = List.copyOf(order);
            preferred = List.copyOf(preferred);
        }

        public boolean has(SdesOption option) {
            return options.contains(option);
        }

        /** Whether a suite may be offered. */
        public boolean allows(String suite) {
            return only.isEmpty() ? !contains(excluded, suite) : contains(only, suite);
        }

        private static boolean contains(List<String> names, String suite) {
            return names.stream().anyMatch(suite::equalsIgnoreCase);
        }
    }

    public SecurityFlags {
        osrtp = Set.copyOf(osrtp);
    }

    /** No option given. */
    public static final SecurityFlags NONE = new SecurityFlags(
            new Sdes(
                    Set.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of()),
            Set.of(),
            DtlsFlags.NONE);
}
