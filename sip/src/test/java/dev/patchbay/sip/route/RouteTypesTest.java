package dev.patchbay.sip.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** A function in a route that its document does not allow is an error of the compiler. */
class RouteTypesTest {

    private static List<Diagnostic<? extends JavaFileObject>> errors(String body) {
        String source = """
                import dev.patchbay.sip.route.*;
                import dev.patchbay.sip.rtpengine.*;
                class Script {
                    OpenSipsRtpengine osips; KamailioRtpengine kam;
                    RequestRoute request; ReplyRoute reply; FailureRoute failure; BranchRoute branch; LocalRoute local; ErrorRoute error;
                    void run() { %s }
                }
                """.formatted(body);
        JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///Script.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> collected = new DiagnosticCollector<>();
        List<String> options = List.of("-proc:none", "-implicit:none", "-d", System.getProperty("java.io.tmpdir"), "-cp", System.getProperty("java.class.path"), "-Xlint:none", "-XDshould-stop.ifNoError=FLOW");
        compiler.getTask(null, null, collected, options, null, List.of(file)).call();
        return collected.getDiagnostics().stream().filter(d -> d.getKind() == Diagnostic.Kind.ERROR).toList();
    }

    @Test
    void shouldCompileWhatDocumentsAllow() {
        assertThat(errors("osips.rtpengineOffer(local); osips.rtpengineAnswer(failure); osips.rtpengineUseSet(branch, 1);"
                        + "kam.rtpengineOffer(error); kam.rtpengineAnswer(branch); kam.setRtpengineSet(reply, 1, 2);"
                        + "kam.startRecording(request, \"\"); kam.blockDtmf(reply, \"\"); kam.blockMedia(failure, \"\");"
                        + "kam.setRtpengineSet(failure, 2); kam.setRtpengineSet(failure, 1, 2);"))
                .isEmpty();
    }

    @Test
    void shouldNotCompileWhatTheyForbid() {
        for (String forbidden : List.of(
                "osips.rtpengineUseSet(failure, 1);",
                "osips.rtpengineUseSet(local, 1);",
                "osips.rtpengineAnswer(local);",
                "osips.rtpengineAnswer(error);",
                "kam.setRtpengineSet(local, 1);",
                "kam.setRtpengineSet(error, 1, 2);",
                "kam.rtpengineAnswer(local);",
                "kam.startRecording(failure, \"\");",
                "kam.stopRecording(branch, \"\");",
                "kam.blockDtmf(branch, \"\");")) {
            assertThat(errors(forbidden)).as(forbidden).hasSize(1);
        }
    }
}
