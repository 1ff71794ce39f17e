package dev.patchbay.sip.rtpengine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.patchbay.sip.client.FakeRelay;
import dev.patchbay.sip.message.SipMessage;
import dev.patchbay.sip.message.TextSipMessage;
import dev.patchbay.sip.route.ReplyRoute;
import dev.patchbay.sip.route.RequestRoute;
import dev.patchbay.sip.route.TransactionNotes;
import dev.patchbay.sip.route.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The guide's example, compiled and run; and the guide names every parameter. */
class SipSideExampleTest {

    private static final Path GUIDE = Path.of("..", "docs", "SIP-SIDE.md");

    // example begins
    /** What a SIP program does with each message of a call, in order to have its media relayed. */
    static final class Router implements AutoCloseable {
        private final KamailioRtpengine rtpengine;

        Router(String relays) throws IOException {
            rtpengine = KamailioRtpengine.open(KamailioSettings.builder().rtpengineSock(relays).build());
        }

        /** Thread: a virtual one, as it waits for the relay. Notes and variables are those of the message's transaction. */
        boolean onRequest(SipMessage request, TransactionNotes notes, Variables variables) {
            RequestRoute route = new RequestRoute(request, Optional.of(notes), variables);
            return rtpengine.rtpengineManage(route, "replace-origin ICE=remove").isOk();
        }

        boolean onReply(SipMessage reply, TransactionNotes notes, Variables variables) {
            return rtpengine.rtpengineManage(new ReplyRoute(reply, Optional.of(notes), variables), "replace-origin").isOk();
        }

        @Override
        public void close() {
            rtpengine.close();
        }
    }
    // example ends

    @Test
    void shouldRelayACall() throws Exception {
        SampleMessages messages = new SampleMessages();
        try (FakeRelay relay = new FakeRelay();
                Router router = new Router(relay.url())) {
            TransactionNotes notes = new TransactionNotes();
            TextSipMessage invite = messages.request("INVITE", false, SampleMessages.SDP);
            assertThat(router.onRequest(invite, notes, Variables.inMemory())).isTrue();
            assertThat(new String(invite.body(), ISO_8859_1)).contains("s=relayed");
            assertThat(router.onReply(messages.reply("INVITE", 200, SampleMessages.SDP), notes, Variables.inMemory())).isTrue();
            assertThat(router.onRequest(messages.request("BYE", true, ""), new TransactionNotes(), Variables.inMemory())).isTrue();
            assertThat(relay.commandNames()).containsExactly("offer", "answer", "delete");
        }
    }

    @Test
    void shouldBeWhatTheGuideShows() throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/patchbay/sip/rtpengine/SipSideExampleTest.java"));
        String example = source.substring(source.indexOf("    // example begins\n") + 22, source.indexOf("    // example ends"));
        assertThat(Files.readString(GUIDE)).contains("```java\n" + example.stripTrailing().stripIndent() + "\n```");
    }

    @Test
    void shouldNameEveryParameter() throws IOException {
        String guide = Files.readString(GUIDE);
        for (Throwable error : new Throwable[] {
            catchThrowable(() -> OpenSipsSettings.builder().modparam("?", "")), catchThrowable(() -> KamailioSettings.builder().modparam("?", ""))
        }) {
            Matcher names = Pattern.compile("\\w+_\\w+|wsapi").matcher(error.getMessage().substring(error.getMessage().indexOf('[')));
            while (names.find()) {
                if (!names.group().startsWith("mos_")) {
                    assertThat(guide).contains("`" + names.group() + "`");
                }
            }
        }
    }
}
