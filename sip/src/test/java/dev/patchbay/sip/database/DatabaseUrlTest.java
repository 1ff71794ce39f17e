package dev.patchbay.sip.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    @ParameterizedTest
    @CsvSource({
        "mysql://opensips:opensipsrw@localhost/opensips, jdbc:mariadb://localhost/opensips, opensips, opensipsrw",
        "mysql://u:p@a:b/c@192.0.2.1:3307/db_1, jdbc:mariadb://192.0.2.1:3307/db_1, u, p@a:b/c",
        "postgres://u:@[2001:db8::1]:5433/sip, jdbc:postgresql://[2001:db8::1]:5433/sip, u, ''",
        "postgresql://u@db.example/sip, jdbc:postgresql://db.example/sip, u, ",
    })
    void shouldReadUrlsAsScriptsHaveThem(String text, String jdbcUrl, String user, String password) {
        DatabaseUrl url = DatabaseUrl.parse(text);
        assertThat(url.jdbcUrl()).isEqualTo(jdbcUrl);
        assertThat(url.user()).hasValue(user);
        assertThat(url.password().orElse(null)).isEqualTo(password);
        assertThat(url.isEmbedded()).isFalse();
    }

    @Test
    void shouldTakeFilesAndJdbcUrls() {
        assertThat(DatabaseUrl.parse("h2:/var/lib/relays").jdbcUrl()).isEqualTo("jdbc:h2:file:/var/lib/relays");
        assertThat(DatabaseUrl.parse("h2:/var/lib/relays").isEmbedded()).isTrue();
        assertThat(DatabaseUrl.parse("jdbc:h2:tcp://db/relays").isEmbedded()).isFalse();
        assertThat(DatabaseUrl.parse("jdbc:postgresql://db/sip?sslmode=require").jdbcUrl())
                .isEqualTo("jdbc:postgresql://db/sip?sslmode=require");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "text:///etc/db", "mysql://u:secret@host", "mysql://u:secret@host:port/db", "mysql://u:secret@/db",
        "mysql://u:secret@host/db?allowLocalInfile=true", "h2:", "h2:/x;INIT=RUNSCRIPT FROM 'evil'"
    })
    void shouldRefuseTheRestWithoutShowingPasswords(String text) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("db_url")
                .hasMessageNotContaining("secret");
    }

    @Test
    void shouldNeverPrintPasswords() {
        assertThat(DatabaseUrl.parse("mysql://u:secret@host/db").toString()).isEqualTo("jdbc:mariadb://host/db");
        assertThat(DatabaseUrl.parse("jdbc:postgresql://db/sip?password=secret").toString()).isEqualTo("jdbc:postgresql://db/sip");
    }

    @Test
    void shouldKnowTheModulesParametersAndDefaults() {
        assertThat(DatabaseSettings.openSips(Map.of())).isEmpty();
        assertThat(DatabaseSettings.openSips(Map.of("db_url", "h2:/x")).orElseThrow().table())
                .isEqualTo(new OpenSipsTable("rtpengine", "socket", "set_id"));
        assertThat(DatabaseSettings.kamailio(Map.of("db_url", "h2:/x")).orElseThrow().table())
                .isEqualTo(new KamailioTable("rtpengine", "setid", "url", "weight", "disabled"));
        assertThatThrownBy(() -> DatabaseSettings.openSips(Map.of("table_name", "x")))
                .hasMessageContaining("unknown parameter 'table_name'")
                .hasMessageContaining("db_table");
        assertThatThrownBy(() -> DatabaseSettings.kamailio(Map.of("db_url", "h2:/x", "url_col", "url; DROP TABLE subscriber")))
                .hasMessageContaining("url_col")
                .hasMessageContaining("not a name");
    }
}
