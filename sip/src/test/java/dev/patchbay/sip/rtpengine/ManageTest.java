package dev.patchbay.sip.rtpengine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.sip.client.FakeRelay;
import dev.patchbay.sip.message.TextSipMessage;
import dev.patchbay.sip.route.BranchFailureRoute;
import dev.patchbay.sip.route.BranchRoute;
import dev.patchbay.sip.route.FailureRoute;
import dev.patchbay.sip.route.ReplyRoute;
import dev.patchbay.sip.route.RequestRoute;
import dev.patchbay.sip.route.RouteContext;
import dev.patchbay.sip.route.TransactionNotes;
import dev.patchbay.sip.route.Variables;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code rtpengine_manage}: which command each situation leads to, alike in both modules. */
class ManageTest {

    private static final String NOTHING = "nothing";

    private final SampleMessages messages = new SampleMessages();
    private FakeRelay relay;
    private OpenSipsRtpengine openSips;
    private KamailioRtpengine kamailio;

    @BeforeEach
    void open() throws Exception {
        relay = new FakeRelay();
        openSips = OpenSipsRtpengine.open(OpenSipsSettings.builder().rtpengineSock(relay.url()).build());
        kamailio = KamailioRtpengine.open(KamailioSettings.builder().rtpengineSock(relay.url()).build());
    }

    @AfterEach
    void close() {
        openSips.close();
        kamailio.close();
        relay.close();
    }

    private void shouldDo(String command, boolean isOk, RouteContext forOpenSips, RouteContext forKamailio) {
        relay.forget();
        assertThat(openSips.rtpengineManage(forOpenSips).isOk()).isEqualTo(isOk);
        assertThat(relay.commandNames().isEmpty() ? NOTHING : relay.commandNames().getFirst()).isEqualTo(command);
        relay.forget();
        assertThat(kamailio.rtpengineManage(forKamailio).isOk()).isEqualTo(isOk);
        assertThat(relay.commandNames().isEmpty() ? NOTHING : relay.commandNames().getFirst()).isEqualTo(command);
    }

    private void shouldDoInRequest(String command, boolean isOk, String method, String sdp) {
        shouldDo(
                command,
                isOk,
                new RequestRoute(messages.request(method, true, sdp)),
                new RequestRoute(messages.request(method, true, sdp)));
    }

    private void shouldDoInReply(String command, boolean isOk, String method, int status, String sdp) {
        shouldDo(command, isOk, new ReplyRoute(messages.reply(method, status, sdp)), new ReplyRoute(messages.reply(method, status, sdp)));
    }

    @Test
    void shouldFollowTheTableInRequests() {
        String sdp = SampleMessages.SDP;
        shouldDoInRequest("offer", true, "INVITE", sdp);
        shouldDoInRequest(NOTHING, false, "INVITE", "");
        shouldDoInRequest("offer", true, "UPDATE", sdp);
        shouldDoInRequest(NOTHING, false, "UPDATE", "");
        shouldDoInRequest("answer", true, "ACK", sdp);
        shouldDoInRequest("answer", true, "PRACK", sdp);
        shouldDoInRequest(NOTHING, false, "ACK", "");
        shouldDoInRequest("delete", true, "BYE", "");
        shouldDoInRequest("delete", true, "CANCEL", "");
        shouldDoInRequest(NOTHING, false, "MESSAGE", sdp);
    }

    @Test
    void shouldFollowTheTableInReplies() {
        String sdp = SampleMessages.SDP;
        shouldDoInReply("answer", true, "INVITE", 200, sdp);
        shouldDoInReply("answer", true, "INVITE", 183, sdp);
        shouldDoInReply(NOTHING, false, "INVITE", 180, "");
        shouldDoInReply("delete", true, "INVITE", 486, "");
        shouldDoInReply("answer", true, "UPDATE", 200, sdp);
        shouldDoInReply(NOTHING, false, "OPTIONS", 200, sdp);
    }

    @Test
    void shouldFollowTheTableInOtherRoutes() {
        TextSipMessage invite = messages.request("INVITE", false, SampleMessages.SDP);
        shouldDo("delete", true, new FailureRoute(invite), new FailureRoute(invite));
        shouldDo("offer", true, new BranchRoute(invite), new BranchRoute(invite));
        shouldDo(NOTHING, true, new BranchFailureRoute(invite), new BranchFailureRoute(invite));
    }

    @Test
    void shouldExpectTheOfferInTheReplyAfterAnInviteWithoutSdp() {
        TransactionNotes first = new TransactionNotes();
        TransactionNotes second = new TransactionNotes();
        TextSipMessage invite = messages.request("INVITE", false, "");
        shouldDo(
                NOTHING,
                false,
                new RequestRoute(invite, Optional.of(first), Variables.inMemory()),
                new RequestRoute(invite, Optional.of(second), Variables.inMemory()));
        shouldDo(
                "offer",
                true,
                new ReplyRoute(messages.reply("INVITE", 200, SampleMessages.SDP), Optional.of(first), Variables.inMemory()),
                new ReplyRoute(messages.reply("INVITE", 200, SampleMessages.SDP), Optional.of(second), Variables.inMemory()));
        // The one who offers is the callee now.
        assertThat(relay.commands().getFirst().string("from-tag")).contains("97b1");
        assertThat(relay.commands().getFirst().string("to-tag")).contains("98a1");
        shouldDoInRequest("answer", true, "ACK", SampleMessages.SDP);
        assertThat(relay.commands().getFirst().string("from-tag")).contains("97b1");
    }
}
