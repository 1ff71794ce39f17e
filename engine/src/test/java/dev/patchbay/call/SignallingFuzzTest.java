package dev.patchbay.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.NgList;
import dev.patchbay.ngwire.CommandException;
import dev.patchbay.port.PortPool;
import dev.patchbay.sdp.SdpParser;
import dev.patchbay.sdp.SdpSyntaxException;
import dev.patchbay.sim.FakeMedia;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Offers, answers and deletes of three calls in any order, with any options and bodies made of all that SDP has: each is answered
 * with SDP or a reason, no port is lost or in two places, and a request that fails changes nothing.
 */
class SignallingFuzzTest {

    private static final int REQUESTS = 8_000;
    private static final List<String> CALLS = List.of("one", "two", "three");
    private static final List<String> TAGS = List.of("a", "b", "c", "");
    private static final List<String> BRANCHES = List.of("x", "y", "z", "");

    private static final List<String> FLAGS = List.of(
            "asymmetric", "strict source", "media handover", "unidirectional", "pierce NAT", "NAT wait", "port latching",
            "no port latching", "generate mid", "strip extmap", "no rtcp attribute", "full rtcp attribute", "loop protect",
            "original sendrecv", "single codec", "trust address", "SIP source address", "reset", "codec-strip-PCMU",
            "codec-strip-all", "codec-mask-PCMA", "codec-offer-PCMU", "codec-except-telephone-event");

    private static final List<String> ADDRESSES = List.of(
            "IN IP4 198.51.100.1", "IN IP4 198.51.100.2", "IN IP4 0.0.0.0", "IN IP6 2001:db8::7", "IN IP6 ::", "IN IP4 nowhere");

    private static final List<String> MEDIA = List.of(
            "audio 4000 RTP/AVP 0 8 101", "audio 4000 RTP/AVP 0", "audio 4002 RTP/AVPF 8", "audio 0 RTP/AVP 0",
            "audio 4000/2 RTP/AVP 0", "audio 65535 RTP/AVP 8", "audio 65534/2 RTP/AVP 8", "video 5000 RTP/AVP 34 96",
            "video 5000 RTP/SAVPF 96", "image 6000 udptl t38", "message 7000 TCP/MSRP *", "application 9 UDP/DTLS/SCTP 5000",
            "audio 4000 RTP/AVP x", "audio 1 UDP/TLS/RTP/SAVPF 111");

    private static final List<String> ATTRIBUTES = List.of(
            "sendrecv", "sendonly", "recvonly", "inactive", "rtcp-mux", "rtcp:4001", "rtcp:4000", "rtcp:0",
            "rtcp:9 IN IP4 198.51.100.3", "rtcp:x", "mid:0", "mid:audio", "rtpmap:0 PCMU/8000", "rtpmap:8 PCMA/8000/1",
            "rtpmap:101 telephone-event/8000", "fmtp:101 0-15", "rtpmap:96 VP8/90000", "rtcp-fb:96 nack pli", "rtcp-fb:* nack",
            "rtpmap:300 x", "rtpmap:34", "ptime:20", "ptime:x", "extmap:1 urn:x", "group:BUNDLE 0 audio", "ice-ufrag:abcd",
            "candidate:1 1 UDP 1 198.51.100.1 4000 typ host", "fingerprint:sha-256 AA:BB", "setup:actpass",
            "crypto:1 AES_CM_128_HMAC_SHA1_80 inline:x", "rtpengine:0123456789ab", "x-unknown:1", "");

    private final SplittableRandom random = new SplittableRandom(20260402);
    private final FakeMedia media = new FakeMedia();

    @Test
    void shouldSurviveAnythingAndLoseNothing() throws Exception {
        try (TestRelay relay = TestRelay.on(media, 30000, 30099)) {
            Set<String> reasons = new HashSet<>();
            int done = 0;
            for (int i = 0; i < REQUESTS; i++) {
                media.advance(PortPool.REST_NS / 4);
                List<CallState> before = states(relay);
                try {
                    String sdp = request(relay);
                    assertReadable(sdp);
                    done++;
                } catch (CommandException e) {
                    reasons.add(e.errorReason());
                    if (!states(relay).equals(before)) {
                        throw new AssertionError("request " + i + " failed and yet changed a call", e);
                    }
                } catch (RuntimeException e) {
                    throw new AssertionError("request " + i, e);
                }
                assertPortsAccounted(relay);
            }
            assertThat(done).isGreaterThan(REQUESTS / 3);
            assertThat(reasons)
                    .contains("Ran out of ports", "Failed to parse SDP", "Incomplete SDP specification", "Unknown call-id");
            for (String callId : CALLS) {
                relay.delete(Ng.deleteNow(callId));
            }
            assertPortsAccounted(relay);
            assertThat(relay.portsInUse()).isZero();
        }
    }

    /** By identity: a state in force is never changed, only replaced. */
    private static List<CallState> states(TestRelay relay) {
        List<CallState> states = new ArrayList<>();
        for (String callId : CALLS) {
            relay.calls.registry().find(callId).ifPresent(call -> states.add(call.state()));
        }
        return states;
    }

    private String request(TestRelay relay) throws CommandException, LoadLimitException {
        String callId = one(CALLS);
        return switch (random.nextInt(20)) {
            case 0 -> {
                relay.delete(Ng.deleteNow(callId));
                yield "";
            }
            case 1 -> {
                relay.delete(Ng.deleteNow(callId).put("from-tag", one(TAGS)).put("to-tag", one(TAGS)));
                yield "";
            }
            case 2 -> {
                relay.delete(Ng.deleteNow(callId).put("from-tag", one(TAGS)).put("via-branch", one(BRANCHES)));
                yield "";
            }
            case 3, 4, 5, 6, 7, 8 -> relay.answer(withOptions(Ng.answer(callId, one(TAGS), one(TAGS), sdp())));
            default -> {
                NgDict.Builder offer = withOptions(Ng.offer(callId, one(TAGS), sdp()));
                yield relay.offer(random.nextBoolean() ? offer : offer.put("to-tag", one(TAGS)));
            }
        };
    }

    private NgDict.Builder withOptions(NgDict.Builder request) {
        List<String> flags = new ArrayList<>();
        while (random.nextInt(3) > 0) {
            flags.add(one(FLAGS));
        }
        request.put("flags", NgList.ofStrings(flags));
        if (random.nextInt(4) == 0) {
            request.put("via-branch", one(BRANCHES));
        }
        if (random.nextInt(4) == 0) {
            request.put("rtcp-mux", NgList.ofStrings(List.of(one(List.of("offer", "require", "demux", "accept", "reject")))));
        }
        if (random.nextInt(4) == 0) {
            request.put(
                    "replace",
                    NgList.ofStrings(List.of(
                            one(List.of("origin", "SDP version", "username", "session name", "zero address")),
                            "session-connection")));
        }
        if (random.nextInt(6) == 0) {
            request.put("transport-protocol", one(List.of("RTP/AVP", "RTP/AVPF", "RTP/SAVPF", "accept", "udptl", "x")));
        }
        if (random.nextInt(6) == 0) {
            request.put("address-family", one(List.of("IP4", "IP6", "IP5")));
        }
        if (random.nextInt(6) == 0) {
            request.put(
                    "direction",
                    NgList.ofStrings(List.of(
                            one(List.of("default", "internal", "external", "x")), one(List.of("default", "external")))));
        }
        if (random.nextInt(8) == 0) {
            request.put("received from", NgList.ofStrings(List.of("IP4", one(List.of("203.0.113.1", "x")))));
        }
        return request;
    }

    private String sdp() {
        StringBuilder body = new StringBuilder();
        for (int sessions = random.nextInt(12) == 0 ? 2 : 1; sessions > 0; sessions--) {
            body.append("v=0\r\no=- ").append(random.nextInt(3)).append(' ').append(random.nextInt(3)).append(" IN IP4 192.0.2.9\r\ns=-\r\n");
            if (random.nextInt(4) > 0) {
                body.append("c=").append(one(ADDRESSES)).append("\r\n");
            }
            body.append("t=0 0\r\n");
            attributes(body);
            for (int sections = random.nextInt(1, 4); sections > 0; sections--) {
                body.append("m=").append(one(MEDIA)).append("\r\n");
                if (random.nextInt(4) == 0) {
                    body.append("c=").append(one(ADDRESSES)).append("\r\n");
                }
                attributes(body);
            }
        }
        if (random.nextInt(20) == 0) {
            body.setCharAt(random.nextInt(body.length()), (char) random.nextInt(256));
        }
        return body.toString();
    }

    private void attributes(StringBuilder body) {
        while (random.nextInt(3) > 0) {
            body.append("a=").append(one(ATTRIBUTES)).append("\r\n");
        }
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static void assertReadable(String sdp) {
        if (!sdp.isEmpty()) {
            try {
                SdpParser.parse(sdp);
            } catch (SdpSyntaxException e) {
                throw new AssertionError("reply that nobody can read:\n" + sdp, e);
            }
        }
    }

    private void assertPortsAccounted(TestRelay relay) {
        Set<TransportAddress> held = new HashSet<>();
        int count = 0;
        for (CallState state : states(relay)) {
            for (Participant party : state.participants()) {
                for (MediaSection section : party.sections()) {
                    var sets = new ArrayList<>(section.formerPorts());
                    sets.addAll(section.allPorts());
                    for (var set : sets) {
                        for (var port : set.ports()) {
                            held.add(port.local());
                            count++;
                        }
                    }
                }
            }
        }
        // After every request, so without the cost of a message that is not needed.
        if (count != held.size() || !media.bound().equals(held) || relay.portsInUse() != held.size()) {
            throw new AssertionError("calls hold " + count + " ports " + held + ", open are " + media.bound() + ", in use are "
                    + relay.portsInUse());
        }
    }
}
