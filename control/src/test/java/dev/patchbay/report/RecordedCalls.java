package dev.patchbay.report;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.sim.SimPeer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/**
 * Calls that were made through rtpengine 10.5.3.5, whose output is in {@code resources/report}, made again here. {@link #normalized}
 * hides what differs from run to run: times, and the ports chosen.
 */
public enum RecordedCalls {
    /** RTP both ways, one packet of an unknown payload type, one sender report. */
    PLAIN("plain@198.51.100.1") {
        @Override
        public void make(SimRelay relay) {
            SimPeer a = relay.network.peer(IP, 5000);
            SimPeer aRtcp = relay.network.peer(IP, 5001);
            SimPeer b = relay.network.peer(IP, 6000);
            String toB = relay.offer(callId, "ft", SimRelay.sdp(IP, 5000), "label", "LA", "via-branch", "vb1");
            String toA = relay.answer(callId, "ft", "tt", SimRelay.sdp(IP, 6000), "label", "LB");
            TransportAddress portA = SimRelay.media(toA, 0);
            relay.send(a, portA, SimRelay.rtp(77, 99, 9, 0xcafe1234));
            for (int i = 0; i < 5; i++) {
                relay.send(a, portA, SimRelay.rtp(0, i, i * 160, 0xcafe1234));
                relay.send(b, SimRelay.media(toB, 0), SimRelay.rtp(0, i, i * 160, 0x00567788));
            }
            byte[] senderReport = ByteBuffer.allocate(28).putInt(0x80c80006).putInt(0xcafe1234).array();
            relay.send(aRtcp, new TransportAddress(portA.ip(), portA.port() + 1), senderReport);
        }
    },
    /** An offer with rtcp-mux, not answered. */
    MUX("mux") {
        @Override
        public void make(SimRelay relay) {
            relay.offer(callId, "ft2", SimRelay.sdp(IP, 5000) + "a=rtcp-mux\r\n");
        }
    },
    EARLY("early") {
        @Override
        public void make(SimRelay relay) {
            relay.offer(callId, "ft2", SimRelay.sdp(IP, 5000));
        }
    },
    /** IPv6 with video, TOS, rtcp-mux on one side. */
    BRIDGE("bridge") {
        @Override
        public void make(SimRelay relay) {
            relay.offer(callId, "ft3", SimRelay.sdp("fd00::1", 7000, "audio", "video"), "TOS", "184", "address-family", "IP4");
            String muxed = SimRelay.sdp(IP, 7100, "audio", "video").replace("/8000\r\n", "/8000\r\na=rtcp-mux\r\n");
            relay.answer(callId, "ft3", "tt3", muxed);
        }
    },
    FORK("fork") {
        @Override
        public void make(SimRelay relay) {
            relay.offer(callId, "ft4", SimRelay.sdp(IP, 5000), "via-branch", "b1");
            relay.offer(callId, "ft4", SimRelay.sdp(IP, 5000), "via-branch", "b2");
            relay.answer(callId, "ft4", "t1", SimRelay.sdp(IP, 6000), "via-branch", "b1");
            relay.answer(callId, "ft4", "t2", SimRelay.sdp(IP, 6100), "via-branch", "b2");
        }

        /** rtpengine: its CLI lists those a party hears twice, where its ng replies list who hears the party. */
        @Override
        String comparable(String text) {
            return text.replaceAll("---     subscription of .*\n", "");
        }
    },
    REJECTED("rejected") {
        @Override
        public void make(SimRelay relay) {
            relay.offer(callId, "ft5", SimRelay.sdp(IP, 0));
            relay.answer(callId, "ft5", "tt5", SimRelay.sdp(IP, 0));
        }

        /** rtpengine: the RTCP port of a rejected section is 1, the one after 0. */
        @Override
        String comparable(String text) {
            return text.replace("      127.0.0.1:1     (RTCP)", "               :0     (RTCP)")
                    .replace("rtcp_endpoint_ip=127.0.0.1,", "rtcp_endpoint_ip=,")
                    .replace("rtcp_endpoint_port=1,", "rtcp_endpoint_port=0,");
        }
    },
    /** The callee makes an offer of its own. */
    REOFFER("reoffer") {
        @Override
        public void make(SimRelay relay) {
            relay.offer(callId, "ft", SimRelay.sdp(IP, 5000));
            relay.answer(callId, "ft", "tt", SimRelay.sdp(IP, 6000));
            relay.offer(callId, "tt", SimRelay.sdp(IP, 6000), "to-tag", "ft");
            relay.answer(callId, "tt", "ft", SimRelay.sdp(IP, 5000));
        }
    },
    /** Stereo, fax, an unknown transport, a section of two streams. */
    KINDS("kinds-" + "x".repeat(60)) {
        @Override
        public void make(SimRelay relay) {
            SimPeer a = relay.network.peer(IP, 5000);
            String sdp = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                    + "m=audio 5000 RTP/AVP 96 18\r\na=rtpmap:96 opus/48000/2\r\nm=image 5010 udptl t38\r\n"
                    + "m=application 9 FOO/BAR *\r\nm=audio 5020/2 RTP/AVP 0\r\n";
            relay.offer(callId, "ft", sdp);
            String toA = relay.answer(callId, "ft", "tt", sdp);
            relay.send(a, SimRelay.media(toA, 0), SimRelay.rtp(96, 9, 1, 0xdeadbeef));
        }
    },
    /** One party is deleted, with a delay. */
    LEAVING("leaving") {
        @Override
        public void make(SimRelay relay) {
            relay.offer(callId, "ft", SimRelay.sdp(IP, 5000));
            relay.answer(callId, "ft", "tt", SimRelay.sdp(IP, 6000));
            relay.delete(callId, "from-tag", "ft", "delete-delay", "30");
        }
    };

    private static final String IP = "127.0.0.1";

    public final String callId;

    RecordedCalls(String callId) {
        this.callId = callId;
    }

    public abstract void make(SimRelay relay);

    /** @param extension {@code session}, {@code line} or {@code cdr} */
    public String recorded(String extension) {
        String name = "/report/" + name().toLowerCase(Locale.ROOT) + "." + extension;
        try (InputStream in = Objects.requireNonNull(RecordedCalls.class.getResourceAsStream(name), name)) {
            return normalized(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }


    /** Leaves out what is known to differ, with the reason. */
    String comparable(String text) {
        return text;
    }

    public String normalized(String text) {
        return comparable(text)
                .replaceAll("(proxy: ?|created_from=)127\\.0\\.0\\.1:\\d+", "$1CLIENT")
                .replaceAll("\\b1\\d{9}\\.\\d{6}\\b", "TIME")
                .replaceAll("\\b\\d+\\.\\d{6}\\b", "DURATION")
                .replaceAll("\\b1\\d{9}\\b", "SECONDSNOW")
                .replaceAll(":40\\d{3}\\b", ":4PORT")
                .replaceAll("_port=40\\d{3}\\b", "_port=4PORT");
    }
}
