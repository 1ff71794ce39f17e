package dev.patchbay.proxy.auth;

import dev.patchbay.sip.database.SqlName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The table with users and their passwords, named as other SIP servers have it. A column that is not read need not be there.
 *
 * @param passwordColumn plain passwords
 * @param ha1Column MD5 of user, realm and password
 * @param ha1Sha256Column the same by SHA-256
 */
public record SubscriberTable(
        String name,
        String userColumn,
        String domainColumn,
        Optional<String> passwordColumn,
        Optional<String> ha1Column,
        Optional<String> ha1Sha256Column) {

    public SubscriberTable {
        SqlName.check("name", name);
        SqlName.check("userColumn", userColumn);
        SqlName.check("domainColumn", domainColumn);
        passwordColumn.ifPresent(column -> SqlName.check("passwordColumn", column));
        ha1Column.ifPresent(column -> SqlName.check("ha1Column", column));
        ha1Sha256Column.ifPresent(column -> SqlName.check("ha1Sha256Column", column));
        if (passwordColumn.isEmpty() && ha1Column.isEmpty() && ha1Sha256Column.isEmpty()) {
            throw new IllegalArgumentException("table " + name + " needs a column of passwords or of hashes");
        }
    }

    /** {@code subscriber} with plain passwords. */
    public static SubscriberTable withPasswords() {
        return new SubscriberTable("subscriber", "username", "domain", Optional.of("password"), Optional.empty(), Optional.empty());
    }

    /** {@code subscriber} with MD5 hashes alone. */
    public static SubscriberTable withHashes() {
        return new SubscriberTable("subscriber", "username", "domain", Optional.empty(), Optional.of("ha1"), Optional.empty());
    }

    String selectSql() {
        List<String> columns = new ArrayList<>(List.of(userColumn));
        passwordColumn.ifPresent(columns::add);
        ha1Column.ifPresent(columns::add);
        ha1Sha256Column.ifPresent(columns::add);
        return "SELECT " + String.join(", ", columns) + " FROM " + name + " WHERE " + userColumn + " = ? AND " + domainColumn + " = ?";
    }
}
