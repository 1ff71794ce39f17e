package dev.patchbay.system.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.system.media.RtpPeer;
import dev.patchbay.system.media.Tone;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The phone's side of a call, and the signalling between it and the browser: what a SIP server would ask of the relay. */
final class BridgedCall implements BrowserPage.Signalling {

    /** The first section's tone; each further one is higher by the same. */
    static final int PHONE_HZ = 1000;

    static final int BROWSER_HZ = 440;
    private static final int JUDGED_SAMPLES = Tone.SAMPLE_RATE_HZ / 2;
    private static final int FIRST_PORT = 20_000;
    private static final Pattern PORT = Pattern.compile("m=audio (\\d+) ");

    private final BrowserLab lab;
    private final Map<String, Object> furtherAnswerKeys;
    private final List<RtpPeer> ports = new ArrayList<>();
    private final List<String> offersOfBrowser = new ArrayList<>();
    private String direction = "sendrecv";
    private String offered = "";
    private int version = 1;
    private int fragments;

    BridgedCall(BrowserLab lab) {
        this(lab, Map.of());
    }

    /** @param furtherAnswerKeys for the relay, with each answer */
    BridgedCall(BrowserLab lab, Map<String, Object> furtherAnswerKeys) {
        this.lab = lab;
        this.furtherAnswerKeys = furtherAnswerKeys;
    }

    @Override
    public synchronized String answer(String offer) throws IOException {
        offersOfBrowser.add(offer);
        Map<String, Object> offerReply = lab.ng().request(Map.of(
                "command", "offer", "call-id", "browser", "from-tag", "b", "sdp", offer, "direction", List.of("outside", "inside"),
                "transport-protocol", "RTP/AVP", "ICE", "remove", "rtcp-mux", List.of("demux"), "flags", List.of("strip-extmap")));
        offered = String.valueOf(offerReply.get("sdp"));
        StringBuilder body = new StringBuilder("v=0\r\no=- 1 " + version++ + " IN IP4 " + BrowserLab.PHONE + "\r\ns=-\r\nc=IN IP4 "
                + BrowserLab.PHONE + "\r\nt=0 0\r\n");
        Matcher section = PORT.matcher(offered);
        for (int index = 0; section.find(); index++) {
            body.append("m=audio ").append(port(index, Integer.parseInt(section.group(1))).port()).append(" RTP/AVP 0\r\na=").append(direction)
                    .append("\r\n");
        }
        Map<String, Object> answer = new HashMap<>(furtherAnswerKeys);
        answer.putAll(Map.of(
                "command", "answer", "call-id", "browser", "from-tag", "b", "to-tag", "p", "sdp", body.toString(), "ICE", "force"));
        Map<String, Object> answerReply = lab.ng().request(answer);
        assertThat(answerReply.get("result")).as("%s", answerReply).isEqualTo("ok");
        return String.valueOf(answerReply.get("sdp"));
    }

    private RtpPeer port(int index, int relayPort) throws IOException {
        if (index == ports.size()) {
            try {
                RtpPeer port = lab.phonePort(FIRST_PORT + 2 * index);
                port.startSending(new InetSocketAddress(BrowserLab.RELAY_INSIDE, relayPort), PHONE_HZ * (index + 1));
                ports.add(port);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
        return ports.get(index);
    }

    @Override
    public synchronized void trickle(String fragment) throws IOException {
        fragments++;
        Map<String, Object> reply = lab.ng().request(Map.of(
                "command", "offer", "call-id", "browser", "from-tag", "b", "sdp", fragment, "flags", List.of("fragment")));
        assertThat(reply.get("result")).as("%s", reply).isEqualTo("ok");
    }

    /** What the phone says of the direction from now on. */
    synchronized void answerWith(String next) {
        direction = next;
    }

    /** The newest offer as the phone got it. */
    synchronized String offered() {
        return offered;
    }

    /** The newest offer as the browser made it. */
    synchronized String offerOfBrowser() {
        return offersOfBrowser.getLast();
    }

    synchronized int fragments() {
        return fragments;
    }

    synchronized RtpPeer phone() {
        return ports.getFirst();
    }

    /** Whether every section of the phone hears the browser. */
    synchronized boolean hearsBrowser() {
        return ports.stream().allMatch(port -> Tone.isHeard(port.newestSound(JUDGED_SAMPLES), BROWSER_HZ));
    }
}
