package dev.patchbay.proxy.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.proxy.SipTransport;
import dev.patchbay.proxy.header.Stack;
import dev.patchbay.proxy.nat.Flow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 3261 section 10.3, RFC 3327. */
class RegistrarTest {

    private static final AddressOfRecord BOB = new AddressOfRecord("bob", "example.org");

    private final LocationTable table = LocationTable.inMemory(new LocationLimits(2, 3, 100));
    private final Registrar registrar =
            new Registrar(table, RegistrationTimes.byDefault(), Stack.MESSAGES, Stack.HEADERS, Stack.ADDRESSES);
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");

    private static Request register(String callId, long cseq, String headers) {
        return registerAs("sip:bob@example.org", callId, cseq, headers);
    }

    private static Request registerAs(String user, String callId, long cseq, String headers) {
        return Stack.request("""
                REGISTER sip:example.org SIP/2.0
                Via: SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bK1
                Max-Forwards: 70
                From: <sip:bob@example.org>;tag=a
                To: <%s>
                Call-ID: %s
                CSeq: %d REGISTER
                %s""".formatted(user, callId, cseq, headers));
    }

    private Response answer(Request request) {
        return registrar.answer(request, Optional.empty(), now);
    }

    private Response answer(String callId, long cseq, String... headers) {
        return answer(register(callId, cseq, String.join("\n", headers)));
    }

    private List<String> contacts(Response response) {
        assertThat(response.getStatusCode()).as("%s", response).isEqualTo(200);
        return Stack.values(response, "Contact");
    }

    private List<String> where() {
        return table.lookup(BOB, now).stream().map(Binding::contact).toList();
    }

    private void assertRefused(Response response, int status) {
        assertThat(response.getStatusCode()).as("%s", response).isEqualTo(status);
        assertThat(Stack.values(response, "Contact")).isEmpty();
    }

    @Test
    void tellsAllBindingsWithTheTimeThatIsLeft() {
        assertThat(contacts(answer("c1", 1, "Contact: <sip:bob@192.0.2.7:5060>", "Expires: 600")))
                .containsExactly("<sip:bob@192.0.2.7:5060>;expires=600");
        now = now.plusSeconds(100);
        assertThat(contacts(answer("c2", 1, "Contact: <sip:bob@192.0.2.8;transport=tcp>;q=0.7;expires=120")))
                .containsExactly(
                        "<sip:bob@192.0.2.7:5060>;expires=500", "<sip:bob@192.0.2.8;transport=tcp>;expires=120;q=0.700");
        Response query = answer("c3", 1);
        assertThat(contacts(query)).hasSize(2);
        assertThat(Stack.values(query, "Date")).containsExactly("Fri, 02 Jan 2026 03:05:45 GMT");
        assertThat(where()).containsExactly("sip:bob@192.0.2.7:5060", "sip:bob@192.0.2.8;transport=tcp");
    }

    @Test
    void forgetsWhenTimeIsOver() {
        answer("c1", 1, "Contact: <sip:bob@192.0.2.7>;expires=60");
        now = now.plusSeconds(59);
        assertThat(where()).hasSize(1);
        now = now.plusSeconds(1);
        assertThat(where()).isEmpty();
        assertThat(contacts(answer("c3", 1))).isEmpty();
    }

    @Test
    void renewsByTheSameCallIdOnlyWithAHigherCseq() {
        answer("c1", 5, "Contact: <sip:bob@192.0.2.7>;expires=60");
        now = now.plusSeconds(30);
        assertRefused(answer("c1", 5, "Contact: <sip:bob@192.0.2.7>;expires=600"), 500);
        assertRefused(answer("c1", 4, "Contact: <sip:bob@192.0.2.7>;expires=0"), 500);
        assertRefused(answer("c1", 5, "Contact: *", "Expires: 0"), 500);
        assertThat(contacts(answer("c3", 1))).containsExactly("<sip:bob@192.0.2.7>;expires=30");
        assertThat(contacts(answer("c1", 6, "Contact: <sip:bob@192.0.2.7>;expires=600")))
                .containsExactly("<sip:bob@192.0.2.7>;expires=600");
        assertThat(contacts(answer("c2", 1, "Contact: <sip:bob@192.0.2.7>;expires=700")))
                .containsExactly("<sip:bob@192.0.2.7>;expires=700");
    }

    @Test
    void changesAllOrNothing() {
        answer("c1", 5, "Contact: <sip:bob@192.0.2.7>;expires=600");
        assertRefused(answer("c1", 5, "Contact: <sip:bob@192.0.2.8>, <sip:bob@192.0.2.7>"), 500);
        assertRefused(answer("c1", 6, "Contact: <sip:bob@192.0.2.7>;expires=0, <sip:bob@192.0.2.8>;expires=5"), 423);
        assertThat(where()).containsExactly("sip:bob@192.0.2.7");
    }

    @Test
    void removesOneOrAll() {
        answer("c1", 1, "Contact: <sip:bob@192.0.2.7>, <sip:bob@192.0.2.8>, <sip:bob@192.0.2.9>");
        assertThat(contacts(answer("c1", 2, "Contact: <sip:bob@192.0.2.8>;expires=0"))).hasSize(2);
        assertThat(contacts(answer("c1", 3, "Contact: <sip:bob@192.0.2.77>", "Expires: 0"))).hasSize(2);
        assertThat(contacts(answer("c1", 4, "Contact: *", "Expires: 0"))).isEmpty();
        assertThat(table.userCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Contact: *", "Contact: *\nExpires: 60", "Contact: *\nContact: <sip:bob@192.0.2.7>\nExpires: 0",
        "Contact: *, <sip:bob@192.0.2.7>\nExpires: 0"})
    void starStandsAloneAndEndsAll(String headers) {
        answer("c1", 1, "Contact: <sip:bob@192.0.2.7>");
        assertRefused(answer("c1", 2, headers), 400);
        assertThat(where()).hasSize(1);
    }

    @Test
    void tooBriefIsRefusedWithWhatIsAllowed() {
        Response refused = answer("c1", 1, "Contact: <sip:bob@192.0.2.7>;expires=59");
        assertRefused(refused, 423);
        assertThat(Stack.values(refused, "Min-Expires")).containsExactly("60");
    }

    @ParameterizedTest
    @CsvSource({
        "'Contact: <sip:bob@192.0.2.7>', 3600",
        "'Contact: <sip:bob@192.0.2.7>\nExpires: 61', 61",
        "'Contact: <sip:bob@192.0.2.7>;expires=62\nExpires: 61', 62",
        "'Contact: <sip:bob@192.0.2.7>;expires=9999', 7200",
        "'Contact: <sip:bob@192.0.2.7>;expires=4294967295', 7200",
        "'Contact: <sip:bob@192.0.2.7>;expires=99999999999999999999', 7200",
        "'Contact: <sip:bob@192.0.2.7>;expires=soon', 3600",
    })
    void decidesHowLong(String headers, int seconds) {
        assertThat(contacts(answer("c1", 1, headers))).containsExactly("<sip:bob@192.0.2.7>;expires=" + seconds);
    }

    @Test
    void looksUpByPreferenceThenTheLatest() {
        answer("c1", 1, "Contact: <sip:bob@192.0.2.1>;q=0.1");
        now = now.plusSeconds(1);
        answer("c2", 1, "Contact: <sip:bob@192.0.2.2>;q=0.9");
        now = now.plusSeconds(1);
        answer("c3", 1, "Contact: <sip:bob@192.0.2.3>;q=0.1");
        assertThat(where()).containsExactly("sip:bob@192.0.2.2", "sip:bob@192.0.2.3", "sip:bob@192.0.2.1");
        assertThat(table.lookup(BOB, now)).extracting(Binding::q).containsExactly(900, 100, 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:bob@EXAMPLE.org", "sip:%62ob@example.org", "sip:bob@example.org:5060;user=phone", "sips:bob@example.org",
        "sip:bob@example.org."})
    void namesOfTheSameUser(String uri) {
        answer("c1", 1, "Contact: <sip:bob@192.0.2.7>");
        assertThat(contacts(answer(registerAs(uri, "c2", 1, "")))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:Bob@example.org", "sip:bob@example.com", "sip:example.org", "sip:b%2562ob@example.org"})
    void namesOfOthers(String uri) {
        answer("c1", 1, "Contact: <sip:bob@192.0.2.7>");
        assertThat(contacts(answer(registerAs(uri, "c2", 1, "")))).isEmpty();
    }

    @Test
    void sameContactInOtherWordsIsTheSame() {
        answer("c1", 1, "Contact: <sip:%62ob@phone.example.org;transport=TCP>");
        assertThat(contacts(answer("c2", 1, "Contact: <sip:bob@PHONE.example.org;transport=tcp>"))).hasSize(1);
        assertThat(contacts(answer("c3", 1, "Contact: <sip:bob@phone.example.org>"))).hasSize(2);
    }

    @Test
    void deviceThatComesBackTakesThePlaceOfItsOldContact() {
        String instance = ";+sip.instance=\"<urn:uuid:00000000-0000-1000-8000-AABBCCDDEEFF>\";reg-id=1";
        answer("c1", 1, "Contact: <sip:x1@a.invalid;transport=ws>" + instance);
        assertThat(contacts(answer("c2", 1, "Contact: <sip:x2@b.invalid;transport=ws>" + instance)))
                .containsExactly("<sip:x2@b.invalid;transport=ws>;expires=3600" + instance);
        assertThat(contacts(answer("c3", 1, "Contact: <sip:x3@b.invalid;transport=ws>" + instance.replace("id=1", "id=2"))))
                .hasSize(2);
    }

    @Test
    void keepsThePathAndTheFlow() {
        Flow flow = new Flow(SipTransport.WS, TransportAddress.of("203.0.113.9", 51123));
        Request register = register("c1", 1, """
                Contact: <sip:bob@192.0.2.7>
                Require: path
                Path: <sip:p1.example.org;lr>, <sip:p2.example.org;lr>
                Path: <sip:p3.example.org;lr>
                """);
        Response response = registrar.answer(register, Optional.of(flow), now);
        assertThat(contacts(response)).hasSize(1);
        assertThat(String.join(",", Stack.values(response, "Path")))
                .isEqualTo("<sip:p1.example.org;lr>,<sip:p2.example.org;lr>,<sip:p3.example.org;lr>");
        Binding binding = table.lookup(BOB, now).getFirst();
        assertThat(binding.path())
                .containsExactly("sip:p1.example.org;lr", "sip:p2.example.org;lr", "sip:p3.example.org;lr");
        assertThat(binding.flow()).contains(flow);
    }

    @Test
    void saysWhatItDoesNotKnow() {
        Response refused = answer("c1", 1, "Contact: <sip:bob@192.0.2.7>", "Require: path, gruu", "Require: outbound");
        assertRefused(refused, 420);
        assertThat(String.join(", ", Stack.values(refused, "Unsupported"))).isEqualTo("gruu, outbound");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Contact: <tel:+1>", "Contact: <mailto:bob@example.org>", "Contact: <sip:bob@192.0.2.7>;q=1.1",
        "Contact: <sip:bob@192.0.2.7>;q=x", "Contact: <sip:bob@192.0.2.7>\nPath: <tel:+1>"})
    void refusesWhatCannotBeStored(String headers) {
        assertRefused(answer("c1", 1, headers), 400);
    }

    @Test
    void refusesWhatIsTooLong() {
        assertRefused(answer("c1", 1, "Contact: <sip:" + "b".repeat(100) + "@192.0.2.7>"), 400);
        assertRefused(answer("c" + "1".repeat(512), 1, "Contact: <sip:bob@192.0.2.7>"), 400);
        assertRefused(answer(registerAs("sip:" + "b".repeat(100) + "@x", "c", 1, "Contact: <sip:bob@192.0.2.7>")), 400);
        assertRefused(
                answer("c1", 1, "Contact: <sip:bob@192.0.2.7>", "Path: <sip:" + "p".repeat(100) + ".example.org;lr>"), 400);
        assertRefused(
                answer("c1", 1, "Contact: <sip:bob@192.0.2.7>", ("Path: <sip:" + "p".repeat(80) + ";lr>\n").repeat(30)), 400);
        assertThat(table.userCount()).isZero();
    }

    @Test
    void hasRoomForSoManyContactsAndUsers() {
        assertRefused(answer("c1", 1, "Contact: <sip:b@192.0.2.1>, <sip:b@192.0.2.2>, <sip:b@192.0.2.3>, <sip:b@192.0.2.4>"), 403);
        assertThat(contacts(answer("c1", 2, "Contact: <sip:b@192.0.2.1>, <sip:b@192.0.2.2>, <sip:b@192.0.2.3>"))).hasSize(3);
        assertRefused(answer("c1", 3, "Contact: <sip:b@192.0.2.4>"), 403);
        assertThat(contacts(answer("c1", 4, "Contact: <sip:b@192.0.2.4>, <sip:b@192.0.2.1>;expires=0"))).hasSize(3);

        assertThat(contacts(answer(registerAs("sip:u2@x", "c2", 1, "Contact: <sip:b@192.0.2.1>")))).hasSize(1);
        assertRefused(answer(registerAs("sip:u3@x", "c3", 1, "Contact: <sip:b@192.0.2.1>")), 503);
        assertThat(contacts(answer(registerAs("sip:u2@x", "c2", 2, "Contact: *\nExpires: 0")))).isEmpty();
        assertThat(contacts(answer(registerAs("sip:u3@x", "c3", 2, "Contact: <sip:b@192.0.2.1>")))).hasSize(1);
    }

    @Test
    void userOfTheScriptsChoice() {
        Response response = registrar.answer(
                register("c1", 1, "Contact: <sip:b@192.0.2.1>"), BOB.at("Localhost"), Optional.empty(), now);
        assertThat(contacts(response)).hasSize(1);
        assertThat(table.lookup(new AddressOfRecord("bob", "localhost"), now)).hasSize(1);
        assertThat(where()).isEmpty();
    }

    @Test
    void toHasToBeAUser() {
        assertRefused(answer(registerAs("tel:+1", "c1", 1, "Contact: <sip:b@192.0.2.1>")), 400);
    }
}
