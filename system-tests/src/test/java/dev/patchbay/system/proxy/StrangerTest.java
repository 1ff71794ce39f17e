package dev.patchbay.system.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.proxy.testing.SipPeer;
import dev.patchbay.system.sip.SippRun;
import gov.nist.javax.sip.message.SIPResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code patchbay run} on an address that strangers reach: they get nowhere, and those who know a password do. */
@Timeout(180)
class StrangerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How long nothing may come before it counts as nothing. */
    private static final int QUIET_MS = 1000;

    /** First line, and headers that make it special, of what scanners and cheats send; the rest is as usual. */
    private static final List<String> PROBES = List.of(
            "OPTIONS sip:100@HOME SIP/2.0\nUser-Agent: friendly-scanner\n",
            "OPTIONS sip:HOME SIP/2.0\nUser-Agent: sipvicious\n",
            "REGISTER sip:HOME SIP/2.0\nContact: <sip:1001@STRANGER:5070>\n",
            "REGISTER sip:VICTIM SIP/2.0\nContact: <sip:bob@STRANGER:5070>\n",
            "REGISTER sip:127.0.0.1 SIP/2.0\nContact: *\nExpires: 0\n",
            "INVITE sip:bob@HOME SIP/2.0\nContact: <sip:1@STRANGER:5070>\n",
            "INVITE sip:bob@127.0.0.1 SIP/2.0\nContact: <sip:1@STRANGER:5070>\n",
            "INVITE sip:0044123456789@HOME SIP/2.0\nContact: <sip:1@STRANGER:5070>\n",
            "INVITE sip:0044123456789@VICTIM SIP/2.0\nContact: <sip:1@STRANGER:5070>\n",
            "INVITE tel:+44123456789 SIP/2.0\nContact: <sip:1@STRANGER:5070>\n",
            "INVITE sip:bob@HOME SIP/2.0\nRoute: <sip:VICTIM;lr>\nContact: <sip:1@STRANGER:5070>\n",
            "INVITE sip:x@VICTIM SIP/2.0\nRoute: <sip:HOME;lr>, <sip:VICTIM;lr>\nContact: <sip:1@STRANGER:5070>\n",
            "OPTIONS sip:x@VICTIM SIP/2.0\nRoute: <sip:HOME;lr>,<sip:127.0.0.1;lr>,<sip:VICTIM;lr>\n",
            "OPTIONS sip:bob@HOME;maddr=VICTIM SIP/2.0\n",
            "OPTIONS sip:bob@HOME;alias=VICTIM~5060~1 SIP/2.0\n",
            "PUBLISH sip:bob@HOME SIP/2.0\n",
            "SUBSCRIBE sip:bob@HOME SIP/2.0\nEvent: dialog\nContact: <sip:1@STRANGER:5070>\n",
            "CANCEL sip:bob@HOME SIP/2.0\n",
            "ACK sip:x@VICTIM SIP/2.0\nRoute: <sip:HOME;lr>\n",
            // Within dialogs that do not exist.
            "BYE sip:bob@HOME SIP/2.0\nTo: <sip:bob@HOME>;tag=guessed\n",
            "BYE sip:x@VICTIM SIP/2.0\nRoute: <sip:HOME;lr>\nTo: <sip:x@VICTIM>;tag=guessed\n",
            "INVITE sip:x@VICTIM SIP/2.0\nRoute: <sip:HOME;lr>, <sip:VICTIM;lr>\nTo: <sip:x@VICTIM>;tag=guessed\nContact: <sip:1@STRANGER>\n",
            "ACK sip:x@VICTIM SIP/2.0\nRoute: <sip:HOME;lr>\nTo: <sip:x@VICTIM>;tag=guessed\n",
            // As if it came from elsewhere, and to have the answer sent there.
            "OPTIONS sip:bob@HOME SIP/2.0\nVia: SIP/2.0/UDP 127.0.0.1:5060;received=127.0.0.1;rport=5060;branch=z9hG4bKBRANCH\n",
            "INVITE sip:bob@HOME SIP/2.0\nVia: SIP/2.0/UDP VICTIM:5060;received=VICTIM;rport=5060;branch=z9hG4bKBRANCH\nContact: <sip:1@VICTIM>\n",
            "BYE sip:bob@HOME SIP/2.0\nVia: SIP/2.0/UDP VICTIM:5060;maddr=VICTIM;branch=z9hG4bKBRANCH\nTo: <sip:b@HOME>;tag=guessed\n");

    private static final String STRAY_RESPONSE = """
            SIP/2.0 200 OK
            Via: SIP/2.0/UDP HOME:5060;branch=z9hG4bKguessed
            Via: SIP/2.0/UDP VICTIM:5060;branch=z9hG4bKx
            From: <sip:x@VICTIM>;tag=f
            To: <sip:bob@HOME>;tag=t
            Call-ID: stray
            CSeq: 1 INVITE
            Content-Length: 0

            """;

    private static String filled(String text) {
        return text.replace("STRANGER", StrangerLab.STRANGER).replace("HOME", StrangerLab.HOME).replace("VICTIM", StrangerLab.VICTIM);
    }

    private static String whole(String probe, int number) {
        String method = probe.substring(0, probe.indexOf(' '));
        StringBuilder text = new StringBuilder(probe);
        for (String header : List.of(
                "Via: SIP/2.0/UDP ME;branch=z9hG4bKBRANCH\n", "From: <sip:bob@HOME>;tag=f\n", "To: <sip:bob@HOME>\n", "Max-Forwards: 70\n")) {
            if (!probe.contains("\n" + header.substring(0, header.indexOf(':') + 1))) {
                text.append(header);
            }
        }
        text.append("Call-ID: probe-").append(number).append("\nCSeq: 1 ").append(method).append("\nContent-Length: 0\n\n");
        return filled(text.toString()).replace("BRANCH", "probe" + number);
    }

    private static void probe(SipPeer stranger) throws Exception {
        for (int i = 0; i < PROBES.size(); i++) {
            stranger.send(whole(PROBES.get(i), i));
        }
        stranger.send(filled(STRAY_RESPONSE));
    }

    @Test
    void shouldNotAnswerStrangersWithoutUsers() throws Exception {
        try (StrangerLab lab = new StrangerLab("")) {
            SipPeer bob = lab.bob();
            SipPeer victim = lab.victim();
            SipPeer stranger = lab.stranger();
            probe(stranger);
            boolean isQuiet = stranger.isQuietFor(QUIET_MS);
            assertThat(isQuiet).as("no answer, but %s", stranger.lastText()).isTrue();
            assertThat(lab.nextSent(Duration.ofMillis(QUIET_MS))).as("what left the host").isEmpty();
            assertThat(victim.isQuietFor(1)).isTrue();
            assertThat(bob.isQuietFor(1)).as("no call").isTrue();
            assertThat(lab.isAlive()).isTrue();
        }
    }

    /** With users there is somebody to be challenged, but nothing more. */
    @Test
    void shouldLetOnlyThoseInWhoKnowAPassword() throws Exception {
        try (StrangerLab lab = new StrangerLab("alice:secret\nbob:hidden\n")) {
            SipPeer bob = lab.bob();
            SipPeer victim = lab.victim();
            SipPeer stranger = lab.stranger();
            probe(stranger);
            Optional<String> sent = lab.nextSent(Duration.ofSeconds(10));
            assertThat(sent).as("at least a challenge").isPresent();
            while (sent.isPresent()) {
                assertThat(sent.get()).containsPattern("SIP/2\\.0 (401|407|481) ");
                sent = lab.nextSent(Duration.ofMillis(QUIET_MS));
            }
            assertThat(victim.isQuietFor(1)).isTrue();
            assertThat(bob.isQuietFor(1)).as("no call").isTrue();

            sipp(lab, "register", "alice", "secret", "200", "alice");
            sipp(lab, "register", "alice", "wrong", "401", "alice");
            sipp(lab, "register", "alice", "secret", "403", "bob");
            sipp(lab, "register", "nobody", "secret", "401", "nobody");
            try (SippRun caller = SippRun.caller(
                    lab.strangerHost(), "caller-digest", Map.of("USER", "alice", "PASSWORD", "secret"), "bob", lab.publicAddress(), "-m", "1")) {
                var invite = bob.awaitRequest("INVITE");
                assertThat(invite.getHeader("Proxy-Authorization")).as("what only the proxy is to see").isNull();
                bob.reply(invite, 200, "b", ProxyStage.sdp(20_000));
                bob.awaitRequest("ACK");
                bob.reply(bob.awaitRequest("BYE"), 200, "b");
                caller.awaitSuccess(PATIENCE);
            }
            replay(lab);
        }
    }

    private static void sipp(StrangerLab lab, String scenario, String user, String password, String status, String about) throws Exception {
        try (SippRun run = SippRun.caller(
                lab.strangerHost(), scenario, Map.of("USER", user, "PASSWORD", password, "STATUS", status), about, lab.publicAddress(), "-m", "1")) {
            run.awaitSuccess(PATIENCE);
        }
    }

    /** Credentials that somebody has overheard. */
    private static void replay(StrangerLab lab) throws Exception {
        SipPeer phone = lab.stranger();
        phone.send(register(1, ""));
        String nonce = nonce(phone.awaitResponse(401));
        phone.send(register(2, credentials(nonce, 1)));
        phone.awaitResponse(200);
        phone.send(register(3, credentials(nonce, 2)));
        phone.awaitResponse(200);

        phone.send(register(4, credentials(nonce, 1)));
        SIPResponse again = phone.awaitResponse(401);
        assertThat(again.toString()).contains("stale=true");
        phone.send(register(5, credentials(nonce(again), 1)));
        phone.awaitResponse(200);
        phone.send(register(6, credentials("made-up", 1)));
        assertThat(nonce(phone.awaitResponse(401))).isNotEqualTo("made-up");
    }

    private static String nonce(SIPResponse challenge) {
        return Pattern.compile("nonce=\"([^\"]+)\"").matcher(challenge.getHeader("WWW-Authenticate").toString()).results().findFirst().orElseThrow().group(1);
    }

    private static String credentials(String nonce, int count) throws Exception {
        String uri = filled("sip:HOME");
        String nc = HexFormat.of().toHexDigits(count);
        String response = md5(md5(filled("alice:HOME:secret")) + ":" + nonce + ":" + nc + ":cn:auth:" + md5("REGISTER:" + uri));
        return filled("Authorization: Digest username=\"alice\", realm=\"HOME\", nonce=\"" + nonce + "\", uri=\"" + uri + "\", response=\"" + response
                + "\", algorithm=MD5, cnonce=\"cn\", qop=auth, nc=" + nc + "\n");
    }

    private static String md5(String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static String register(int number, String credentials) {
        return filled("""
                REGISTER sip:HOME SIP/2.0
                Via: SIP/2.0/UDP ME;branch=z9hG4bKreplay%1$d
                From: <sip:alice@HOME>;tag=r
                To: <sip:alice@HOME>
                Call-ID: replay
                CSeq: %1$d REGISTER
                Contact: <sip:alice@ME>
                Max-Forwards: 70
                %2$sContent-Length: 0

                """).formatted(number, credentials);
    }
}
