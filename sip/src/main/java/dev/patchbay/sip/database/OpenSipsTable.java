package dev.patchbay.sip.database;

import dev.patchbay.sip.node.RelayDefinition;
import dev.patchbay.sip.node.SocketListParser;
import java.util.List;

/**
 * OpenSIPS' table: a socket and a set id; the weight is part of the socket ({@code udp:host:port=weight}). A row may hold several
 * sockets, with blanks between.
 *
 * @param name parameter {@code db_table}
 * @param socketColumn parameter {@code socket_column}
 * @param setColumn parameter {@code set_column}
 */
public record OpenSipsTable(String name, String socketColumn, String setColumn) implements RelayTable {

    public OpenSipsTable {
        SqlName.check("db_table", name);
        SqlName.check("socket_column", socketColumn);
        SqlName.check("set_column", setColumn);
    }

    /** As the server's scripts make it. Its document says {@code rtpengines}; its scripts and code say {@code rtpengine}. */
    public static OpenSipsTable byDefault() {
        return new OpenSipsTable("rtpengine", "socket", "set_id");
    }

    @Override
    public List<String> columns() {
        return List.of(setColumn, socketColumn);
    }

    @Override
    public String createSql() {
        return "CREATE TABLE " + name + " (id SERIAL PRIMARY KEY, " + socketColumn + " TEXT NOT NULL, " + setColumn
                + " INTEGER NOT NULL)";
    }

    @Override
    public boolean isOldKept() {
        return false;
    }

    @Override
    public List<RelayDefinition> read(TableRow row) {
        int setId = row.number(setColumn);
        String sockets = row.text(socketColumn);
        if (sockets.contains("==")) {
            throw TableRow.bad(socketColumn, sockets, "a socket: the set belongs in column " + setColumn);
        }
        return new SocketListParser(SocketListParser.Grammar.OPENSIPS, setId).parse(sockets);
    }
}
