package dev.patchbay.sip.database;

import dev.patchbay.sip.node.RelayDefinition;
import dev.patchbay.sip.node.SocketListParser;
import java.util.List;

/**
 * Kamailio's table. The weight is the column's, even if the URL has one too. A disabled relay stays so until somebody switches it on.
 *
 * @param name parameter {@code table_name}
 * @param setidColumn parameter {@code setid_col}
 * @param urlColumn parameter {@code url_col}
 * @param weightColumn parameter {@code weight_col}
 * @param disabledColumn parameter {@code disabled_col}
 */
public record KamailioTable(String name, String setidColumn, String urlColumn, String weightColumn, String disabledColumn)
        implements RelayTable {

    public KamailioTable {
        SqlName.check("table_name", name);
        SqlName.check("setid_col", setidColumn);
        SqlName.check("url_col", urlColumn);
        SqlName.check("weight_col", weightColumn);
        SqlName.check("disabled_col", disabledColumn);
    }

    /** As the server's scripts make it. */
    public static KamailioTable byDefault() {
        return new KamailioTable("rtpengine", "setid", "url", "weight", "disabled");
    }

    @Override
    public List<String> columns() {
        return List.of(setidColumn, urlColumn, weightColumn, disabledColumn);
    }

    @Override
    public String createSql() {
        return "CREATE TABLE " + name + " (id SERIAL PRIMARY KEY, " + setidColumn + " INTEGER DEFAULT 0 NOT NULL, " + urlColumn
                + " VARCHAR(64) NOT NULL, " + weightColumn + " INTEGER DEFAULT 1 NOT NULL, " + disabledColumn
                + " INTEGER DEFAULT 0 NOT NULL, stamp TIMESTAMP DEFAULT '2000-01-01 00:00:01' NOT NULL, UNIQUE (" + setidColumn + ", "
                + urlColumn + "))";
    }

    @Override
    public boolean isOldKept() {
        return true;
    }

    @Override
    public List<RelayDefinition> read(TableRow row) {
        int setId = row.number(setidColumn);
        String url = row.text(urlColumn);
        List<RelayDefinition> relays = url.contains("==")
                ? List.of()
                : new SocketListParser(SocketListParser.Grammar.KAMAILIO, setId).parse(url);
        if (relays.size() != 1) {
            throw TableRow.bad(urlColumn, url, "one URL");
        }
        return List.of(new RelayDefinition(
                setId, relays.getFirst().url(), row.number(weightColumn), row.truth(disabledColumn)));
    }
}
