package dev.patchbay.proxy.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.proxy.route.RoutingScript;
import dev.patchbay.proxy.route.ScriptException;
import dev.patchbay.proxy.route.ScriptOrigin;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptCompilerTest {

    private static final String HEAD = """
            import dev.patchbay.proxy.route.*;
            import dev.patchbay.sip.rtpengine.*;
            public class My extends RoutingScript {
            """;

    @Test
    void shouldCompileAFileOfAnyName() throws ScriptException {
        RoutingScript script = ScriptCompiler.compile("any.java", HEAD + """
                    private record Pair(String one, String other) {}
                    public void onRequest(IncomingRequest request) { request.reply(new Pair("", "").one().length() + 200); }
                }
                """);

        assertThat(script.getClass().getSimpleName()).isEqualTo("My");
    }

    @Test
    void shouldShowWhereTheErrorIs() {
        assertThatThrownBy(() -> ScriptCompiler.compile("my.java", HEAD + """
                    public void onRequest(IncomingRequest request) {
                        request.rely();
                    }
                }
                """))
                .isInstanceOf(ScriptException.class)
                .hasMessageStartingWith("my.java:5:16: ")
                .hasMessageContaining("\n          request.rely();\n                 ^");
    }

    /** A function may be called only from the routes that its document allows. */
    @Test
    void shouldRefuseAFunctionInTheWrongRoute() {
        assertThatThrownBy(() -> ScriptCompiler.compile("my.java", HEAD + """
                    KamailioRtpengine rtpengine;
                    public void onRequest(IncomingRequest request) { rtpengine.blockDtmf(request.route(), ""); }
                    public void onFailure(FailedRequest failed) { rtpengine.blockDtmf(failed.route(), ""); }
                }
                """))
                .isInstanceOf(ScriptException.class)
                .hasMessageStartingWith("my.java:6:")
                .hasMessageContaining("FailureRoute cannot be converted to dev.patchbay.sip.route.RequestOrReplyRoute");
    }

    @Test
    void shouldWantOneScriptInAFile() {
        assertThatThrownBy(() -> ScriptCompiler.compile("my.java", "public class My {}"))
                .isInstanceOf(ScriptException.class)
                .hasMessage("my.java has to hold one class that extends RoutingScript, and has 0");
    }

    @Test
    void shouldSayThatThereIsNoFile(@TempDir Path folder) {
        assertThatThrownBy(() -> ScriptOrigin.file(folder.resolve("no.java")).load())
                .isInstanceOf(ScriptException.class)
                .hasMessageStartingWith("there is no routing script");
    }

    @Test
    void shouldSayThatAFileIsNoText(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("my.java"), new byte[] {(byte) 0xff, (byte) 0xfe});

        assertThatThrownBy(() -> ScriptOrigin.file(file).load()).hasMessageContaining("is no text in UTF-8");
    }

    /** The example that users read is the routing that runs. */
    @Test
    void shouldShipTheDefaultRoutingAsItRuns() throws Exception {
        String source = Files.readString(Path.of("src/main/java/dev/patchbay/proxy/script/DefaultRouting.java"));
        String example = source.replace("package dev.patchbay.proxy.script;\n\n", "");

        assertThat(Path.of("../examples/routes/DefaultRouting.java")).hasContent(example);
        assertThat(ScriptCompiler.compile("DefaultRouting.java", example)).isNotNull();
    }
}
