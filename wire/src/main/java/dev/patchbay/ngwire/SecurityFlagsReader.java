package dev.patchbay.ngwire;

import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngwire.SecurityFlags.Osrtp;
import dev.patchbay.ngwire.SecurityFlags.SdesOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Collects the options of media security of one offer or answer. */
final class SecurityFlagsReader {

    /** One row per option of {@code SDES}, in lower case; {@code lifetime} and the like may be written in upper case too. */
    private static final Map<String, Consumer<SecurityFlagsReader>> SDES = Map.ofEntries(
            Map.entry("no", r -> r.options.add(SdesOption.OFF)),
            Map.entry("off", r -> r.options.add(SdesOption.OFF)),
            Map.entry("disable", r -> r.options.add(SdesOption.OFF)),
            Map.entry("disabled", r -> r.options.add(SdesOption.OFF)),
            Map.entry("pad", r -> r.options.add(SdesOption.PAD)),
            Map.entry("lifetime", r -> r.options.add(SdesOption.LIFETIME)),
            Map.entry("static", r -> r.options.add(SdesOption.STATIC)),
            Map.entry("nonew", r -> r.options.add(SdesOption.NO_NEW)),
            Map.entry("no-new", r -> r.options.add(SdesOption.NO_NEW)),
            Map.entry("encrypted_srtp", r -> r.encryptsRtp = Optional.of(true)),
            Map.entry("unencrypted_srtp", r -> r.encryptsRtp = Optional.of(false)),
            Map.entry("encrypted_srtcp", r -> r.encryptsRtcp = Optional.of(true)),
            Map.entry("unencrypted_srtcp", r -> r.encryptsRtcp = Optional.of(false)),
            Map.entry("authenticated_srtp", r -> r.authenticatesRtp = Optional.of(true)),
            Map.entry("unauthenticated_srtp", r -> r.authenticatesRtp = Optional.of(false)));

    private static final String ONLY = "only-";
    private static final String EXCEPT = "no-";
    private static final String ORDER = "order:";
    private static final String PREFERRED = "offerer_pref:";

    private final List<String> remarks;
    private final Set<SdesOption> options = EnumSet.noneOf(SdesOption.class);
    private final Set<Osrtp> osrtp = EnumSet.noneOf(Osrtp.class);
    private final List<String> excluded = new ArrayList<>();
    private final List<String> only = new ArrayList<>();
    private final List<String> order = new ArrayList<>();
    private final List<String> preferred = new ArrayList<>();
    private Optional<Boolean> encryptsRtp = Optional.empty();
    private Optional<Boolean> encryptsRtcp = Optional.empty();
    private Optional<Boolean> authenticatesRtp = Optional.empty();
    private Optional<DtlsFlags.Mode> dtlsMode = Optional.empty();
    private Optional<DtlsFlags.Mode> dtlsReverse = Optional.empty();
    private Optional<String> dtlsFingerprintHash = Optional.empty();

    SecurityFlagsReader(List<String> remarks) {
        this.remarks = remarks;
    }

    /** An entry of {@code SDES}, or what follows {@code SDES-} in {@code flags}. */
    void sdes(String given) {
        String option = given.replace(' ', '-');
        Consumer<SecurityFlagsReader> row = SDES.get(option.toLowerCase(Locale.ROOT));
        if (row != null) {
            row.accept(this);
        } else if (option.startsWith(EXCEPT)) {
            excluded.add(suite(option.substring(EXCEPT.length())));
        } else if (option.startsWith(ONLY)) {
            only.add(suite(option.substring(ONLY.length())));
        } else if (option.startsWith(ORDER)) {
            addSuites(order, option.substring(ORDER.length()));
        } else if (option.startsWith(PREFERRED)) {
            addSuites(preferred, option.substring(PREFERRED.length()));
        } else {
            remarks.add("unknown 'SDES' option '" + given + "' was ignored");
        }
    }

    private static void addSuites(List<String> list, String names) {
        for (String name : names.split(";")) {
            if (!name.isEmpty()) {
                list.add(suite(name));
            }
        }
    }

    /** As in codec names, {@code --} stands for {@code =}. */
    private static String suite(String name) {
        return name.replace("--", "=");
    }

    /** An entry of {@code OSRTP}, or what follows {@code OSRTP-} in {@code flags}. */
    void osrtp(String given) {
        switch (given) {
            case "offer" -> osrtp.add(Osrtp.OFFER);
            case "accept" -> osrtp.add(Osrtp.ACCEPT);
            default -> remarks.add("unknown 'OSRTP' option '" + given + "' was ignored");
        }
    }

    void pad() {
        options.add(SdesOption.PAD);
    }

    SecurityFlags collect() {
        return new SecurityFlags(
                new SecurityFlags.Sdes(
                        options, encryptsRtp, encryptsRtcp, authenticatesRtp, excluded, only, order, preferred),
                osrtp,
                new DtlsFlags(dtlsMode, dtlsReverse, dtlsFingerprintHash));
    }

    /** The keys of DTLS. */
    void dtls(NgDict request) {
        request.string("DTLS", "dtls").ifPresent(given -> dtlsMode = mode("DTLS", given, true));
        request.string("DTLS-reverse", "dtls-reverse").ifPresent(given -> dtlsReverse = mode("DTLS-reverse", given, false));
        dtlsFingerprintHash = request.string("DTLS-fingerprint", "dtls-fingerprint");
    }

    private Optional<DtlsFlags.Mode> mode(String key, String given, boolean mayBeOff) {
        switch (given) {
            case "passive" -> {
                return Optional.of(DtlsFlags.Mode.PASSIVE);
            }
            case "active" -> {
                return Optional.of(DtlsFlags.Mode.ACTIVE);
            }
            case "no", "off", "disabled", "disable" -> {
                if (mayBeOff) {
                    return Optional.of(DtlsFlags.Mode.OFF);
                }
            }
            default -> {}
        }
        remarks.add("unknown '" + key + "' value '" + given + "' was ignored");
        return Optional.empty();
    }
}
