package dev.patchbay.sip.database;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The parameters about a database, under the names that the two modules have for them. */
public record DatabaseSettings(DatabaseUrl url, RelayTable table) {

    private static final Set<String> OPENSIPS = Set.of("db_url", "db_table", "socket_column", "set_column");
    private static final Set<String> KAMAILIO =
            Set.of("db_url", "table_name", "setid_col", "url_col", "weight_col", "disabled_col");

    /**
     * @param modparams some of {@code db_url}, {@code db_table}, {@code socket_column}, {@code set_column}; the others have the
     *     module's defaults
     * @return empty without {@code db_url}: no database is used
     * @throws IllegalArgumentException for an unknown name or a value that is not allowed
     */
    public static Optional<DatabaseSettings> openSips(Map<String, String> modparams) {
        check(modparams, OPENSIPS);
        OpenSipsTable standard = OpenSipsTable.byDefault();
        return of(modparams, new OpenSipsTable(
                modparams.getOrDefault("db_table", standard.name()),
                modparams.getOrDefault("socket_column", standard.socketColumn()),
                modparams.getOrDefault("set_column", standard.setColumn())));
    }

    /**
     * @param modparams some of {@code db_url}, {@code table_name}, {@code setid_col}, {@code url_col}, {@code weight_col},
     *     {@code disabled_col}; the others have the module's defaults
     * @return empty without {@code db_url}: no database is used
     * @throws IllegalArgumentException for an unknown name or a value that is not allowed
     */
    public static Optional<DatabaseSettings> kamailio(Map<String, String> modparams) {
        check(modparams, KAMAILIO);
        KamailioTable standard = KamailioTable.byDefault();
        return of(modparams, new KamailioTable(
                modparams.getOrDefault("table_name", standard.name()),
                modparams.getOrDefault("setid_col", standard.setidColumn()),
                modparams.getOrDefault("url_col", standard.urlColumn()),
                modparams.getOrDefault("weight_col", standard.weightColumn()),
                modparams.getOrDefault("disabled_col", standard.disabledColumn())));
    }

    private static void check(Map<String, String> modparams, Set<String> known) {
        for (String name : modparams.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("unknown parameter '" + name + "'; there are " + new TreeSet<>(known));
            }
        }
    }

    private static Optional<DatabaseSettings> of(Map<String, String> modparams, RelayTable table) {
        return Optional.ofNullable(modparams.get("db_url"))
                .map(text -> new DatabaseSettings(DatabaseUrl.parse(text), table));
    }
}
