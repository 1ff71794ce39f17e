package dev.patchbay.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.net.IpAddress;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.sdp.Attribute.IceUfrag;
import dev.patchbay.sdp.Attribute.Mid;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a media section has of its own and what it takes from its session. */
class SessionDescriptionTest {

    private static final String SESSION = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\n";

    private static SessionDescription session(String lines) throws SdpSyntaxException {
        return SdpParser.parse(SESSION + lines).sessions().getFirst();
    }

    private static Optional<TransportAddress> rtcpAddress(String lines) throws SdpSyntaxException {
        SessionDescription session = session("c=IN IP4 192.0.2.1\r\n" + lines);
        return session.rtcpAddress(session.media().getFirst());
    }

    private static Direction direction(String sessionLines, String mediaLines) throws SdpSyntaxException {
        SessionDescription session = session(sessionLines + "m=audio 5000 RTP/AVP 0\r\n" + mediaLines);
        return session.direction(session.media().getFirst());
    }

    @Test
    void shouldPreferOwnConnectionOverThatOfSession() throws Exception {
        SessionDescription session = session("c=IN IP4 192.0.2.1\r\nm=audio 5000 RTP/AVP 0\r\n"
                + "m=audio 5002 RTP/AVP 0\r\nc=IN IP6 2001:db8::1\r\n");
        assertThat(session.address(session.media().get(0))).contains(IpAddress.literal("192.0.2.1"));
        assertThat(session.address(session.media().get(1))).contains(IpAddress.literal("2001:db8::1"));
        assertThat(session.rtpAddress(session.media().get(1))).contains(TransportAddress.of("2001:db8::1", 5002));
    }

    @Test
    void shouldHaveNoAddressWithoutConnection() throws Exception {
        SessionDescription session = session("m=audio 5000 RTP/AVP 0\r\nm=audio 1 RTP/AVP 0\r\nc=IN IP4 192.0.2.1\r\n");
        assertThat(session.address(session.media().getFirst())).isEmpty();
        assertThat(session.rtpAddress(session.media().getFirst())).isEmpty();
        assertThat(session.rtcpAddress(session.media().getFirst())).isEmpty();
    }

    @Test
    void shouldFindRtcpAtNextPort() throws Exception {
        assertThat(rtcpAddress("m=audio 5000 RTP/AVP 0\r\n")).contains(TransportAddress.of("192.0.2.1", 5001));
        assertThat(rtcpAddress("m=audio 65535 RTP/AVP 0\r\n")).isEmpty();
        assertThat(rtcpAddress("m=audio 0 RTP/AVP 0\r\n")).isEmpty();
    }

    @Test
    void shouldFindRtcpWhereAttributeSays() throws Exception {
        assertThat(rtcpAddress("m=audio 5000 RTP/AVP 0\r\na=rtcp:6000\r\n"))
                .contains(TransportAddress.of("192.0.2.1", 6000));
        assertThat(rtcpAddress("m=audio 5000 RTP/AVP 0\r\na=rtcp:6000 IN IP4 192.0.2.9\r\n"))
                .contains(TransportAddress.of("192.0.2.9", 6000));
        assertThat(rtcpAddress("m=audio 5000 RTP/AVP 0\r\na=rtcp:odd\r\n"))
                .contains(TransportAddress.of("192.0.2.1", 5001));
    }

    @Test
    void shouldTakeDirectionFromMediaThenSession() throws Exception {
        assertThat(direction("", "")).isEqualTo(Direction.SENDRECV);
        assertThat(direction("a=inactive\r\n", "")).isEqualTo(Direction.INACTIVE);
        assertThat(direction("a=inactive\r\n", "a=recvonly\r\n")).isEqualTo(Direction.RECVONLY);
        assertThat(direction("a=inactive\r\n", "a=SENDONLY\r\n")).isEqualTo(Direction.INACTIVE);
    }

    @Test
    void shouldLetLastDirectionCount() throws Exception {
        assertThat(direction("", "a=sendonly\r\na=recvonly\r\n")).isEqualTo(Direction.RECVONLY);
        assertThat(direction("a=sendrecv\r\na=inactive\r\n", "")).isEqualTo(Direction.INACTIVE);
    }

    @Test
    void shouldFallBackToSessionForAttributes() throws Exception {
        SessionDescription session = session("a=ice-ufrag:all\r\nm=audio 1 RTP/AVP 0\r\na=mid:1\r\n"
                + "m=audio 2 RTP/AVP 0\r\na=ice-ufrag:own\r\na=mid:2\r\na=mid:3\r\n");
        assertThat(session.effective(session.media().get(0), IceUfrag.class)).contains(new IceUfrag("all"));
        assertThat(session.effective(session.media().get(1), IceUfrag.class)).contains(new IceUfrag("own"));
        assertThat(session.media().get(0).first(IceUfrag.class)).isEmpty();
        assertThat(session.media().get(1).first(Mid.class)).contains(new Mid("2"));
        assertThat(session.media().get(1).last(Mid.class)).contains(new Mid("3"));
        assertThat(session.media().get(1).all(Mid.class)).containsExactly(new Mid("2"), new Mid("3"));
    }

    @Test
    void shouldTurnDirectionRound() {
        assertThat(Direction.SENDONLY.reversed()).isEqualTo(Direction.RECVONLY);
        assertThat(Direction.RECVONLY.reversed()).isEqualTo(Direction.SENDONLY);
        assertThat(Direction.SENDRECV.reversed()).isEqualTo(Direction.SENDRECV);
        assertThat(Direction.INACTIVE.reversed()).isEqualTo(Direction.INACTIVE);
    }
}
