package dev.patchbay.ngwire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.NgList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NgRequestReaderTest {

    private static final String SDP = "v=0\r\n";

    private static NgDict.Builder command(String name) {
        return NgDict.builder().put("command", name);
    }

    private static NgDict.Builder offer() {
        return command("offer").put("call-id", "c").put("from-tag", "f").put("sdp", SDP);
    }

    private static NgDict.Builder answer() {
        return command("answer").put("call-id", "c").put("from-tag", "f").put("to-tag", "t").put("sdp", SDP);
    }

    private static NgDict.Builder delete() {
        return command("delete").put("call-id", "c");
    }

    private static NgCommand read(NgDict.Builder request) throws CommandException {
        return NgRequestReader.read(request.build()).command();
    }

    private static NgCommand.Offer readOffer(NgDict.Builder request) throws CommandException {
        return (NgCommand.Offer) read(request);
    }

    private static NgCommand.Delete readDelete(NgDict.Builder request) throws CommandException {
        return (NgCommand.Delete) read(request);
    }

    private static void assertRefused(NgDict.Builder request, String errorReason) {
        NgDict dict = request.build();
        assertThatThrownBy(() -> NgRequestReader.read(dict))
                .isInstanceOf(CommandException.class)
                .hasMessage(errorReason);
    }

    @ParameterizedTest
    @CsvSource({"ping, Ping", "statistics, Statistics"})
    void shouldReadCommandsWithoutKeys(String name, String type) throws CommandException {
        NgCommand command = read(command(name).put("whatever", 1));
        assertThat(command.getClass().getSimpleName()).isEqualTo(type);
        assertThat(command.name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"offer", "answer", "delete", "query", "list"})
    void shouldNameTheCommandAsOnTheWire(String name) throws CommandException {
        assertThat(read(answer().put("command", name)).name()).isEqualTo(name);
    }

    @Test
    void shouldNeedACommand() {
        assertRefused(NgDict.builder(), "Dictionary contains no key \"command\"");
        assertRefused(NgDict.builder().put("command", 5), "Dictionary contains no key \"command\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Offer", "PING", "offer ", "no such command"})
    void shouldNotRecogniseOtherCommands(String name) {
        assertRefused(offer().put("command", name), "Unrecognized command");
    }

    @Test
    void shouldKnowTheCommandsOfLaterVersionsByName() throws CommandException {
        for (String name : NgCommand.Unsupported.NAMES) {
            assertThat(read(command(name))).isEqualTo(new NgCommand.Unsupported(name));
        }
    }

    @Test
    void shouldReadTheKeysOfAnOffer() throws CommandException {
        NgCommand.Offer offer = readOffer(offer().put("to-tag", "t").put("via-branch", "b").put("label", "l"));
        assertThat(offer.keys())
                .isEqualTo(new DialogKeys("c", "f", Optional.of("t"), Optional.of("b"), Optional.of("l")));
        assertThat(offer.sdp()).isEqualTo(SDP);
        assertThat(offer.flags()).isEqualTo(SignallingFlags.NONE);
    }

    @Test
    void shouldAcceptOtherSpellings() throws CommandException {
        NgCommand.Offer offer = readOffer(
                command("offer").put("call-ID", "c").put("from-tag", "f").put("SDP", SDP).put("from-label", "l"));
        assertThat(offer.keys().callId()).isEqualTo("c");
        assertThat(offer.sdp()).isEqualTo(SDP);
        assertThat(offer.keys().label()).contains("l");
    }

    @Test
    void shouldPreferTheFirstSpelling() throws CommandException {
        assertThat(readOffer(offer().put("call-ID", "second")).keys().callId()).isEqualTo("c");
    }

    @Test
    void shouldTakeAnEmptyToTagOrBranchOfAnOfferForNone() throws CommandException {
        DialogKeys keys = readOffer(offer().put("to-tag", "").put("via-branch", "")).keys();
        assertThat(keys.toTag()).isEmpty();
        assertThat(keys.viaBranch()).isEmpty();
    }

    @Test
    void shouldAcceptAnEmptyToTagOfAnAnswer() throws CommandException {
        NgCommand.Answer answer = (NgCommand.Answer) read(answer().put("to-tag", ""));
        assertThat(answer.keys().toTag()).contains("");
    }

    /** The order in which keys are missed is the order of these checks. */
    @ParameterizedTest
    @ValueSource(strings = {"offer", "answer"})
    void shouldSayWhichKeyIsMissing(String name) {
        assertRefused(command(name), "No SDP body in message");
        assertRefused(command(name).put("sdp", SDP), "No call-id in message");
        assertRefused(command(name).put("sdp", SDP).put("call-id", "c"), "No from-tag in message");
    }

    @Test
    void shouldNeedAToTagInAnAnswer() {
        assertRefused(
                command("answer").put("sdp", SDP).put("call-id", "c").put("from-tag", "f"), "No to-tag in message");
    }

    @Test
    void shouldNotTakeAValueOfAnotherKindForAKey() {
        assertRefused(offer().put("sdp", 1), "No SDP body in message");
        assertRefused(offer().put("call-id", NgList.ofStrings(List.of("c"))), "No call-id in message");
        assertRefused(offer().put("from-tag", NgDict.empty()), "No from-tag in message");
    }

    @Test
    void shouldReadADelete() throws CommandException {
        NgCommand.Delete delete = readDelete(delete().put("from-tag", "f").put("to-tag", "t").put("via-branch", "b"));
        assertThat(delete)
                .isEqualTo(new NgCommand.Delete(
                        "c", Optional.of("f"), Optional.of("t"), Optional.of("b"), false, OptionalInt.empty()));
    }

    @Test
    void shouldTakeEmptyTagsOfADeleteForNone() throws CommandException {
        NgCommand.Delete delete = readDelete(delete().put("from-tag", "").put("to-tag", "").put("via-branch", ""));
        assertThat(delete.fromTag()).isEmpty();
        assertThat(delete.toTag()).isEmpty();
        assertThat(delete.viaBranch()).isEmpty();
    }

    @Test
    void shouldLookForFatalAmongTheFlagsOfADelete() throws CommandException {
        assertThat(readDelete(delete().put("flags", NgList.ofStrings(List.of("x", "fatal")))).fatal()).isTrue();
        assertThat(readDelete(delete().put("flags", NgList.ofStrings(List.of("Fatal")))).fatal()).isFalse();
        assertThat(readDelete(delete()).fatal()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "5, 5", "2147483647, 2147483647", "99999999999, 2147483647"})
    void shouldReadTheDelayOfADelete(long given, int seconds) throws CommandException {
        assertThat(readDelete(delete().put("delete-delay", given)).deleteDelayS()).hasValue(seconds);
        assertThat(readDelete(delete().put("delete delay", Long.toString(given))).deleteDelayS()).hasValue(seconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-99999999999", "soon", ""})
    void shouldTakeAnyOtherDelayForTheConfiguredOne(String given) throws CommandException {
        assertThat(readDelete(delete().put("delete-delay", given)).deleteDelayS()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete", "query"})
    void shouldNeedACallId(String name) {
        assertRefused(command(name), "No call-id in message");
    }

    @Test
    void shouldReadAQuery() throws CommandException {
        assertThat(read(command("query").put("call-id", "c").put("from-tag", "f")))
                .isEqualTo(new NgCommand.Query("c", Optional.of("f"), Optional.empty()));
    }

    @Test
    void shouldLimitAList() throws CommandException {
        assertThat(read(command("list"))).isEqualTo(new NgCommand.ListCalls(NgRequestReader.DEFAULT_LIST_LIMIT));
        assertThat(read(command("list").put("limit", 0))).isEqualTo(new NgCommand.ListCalls(0));
        assertThat(read(command("list").put("limit", "7"))).isEqualTo(new NgCommand.ListCalls(7));
        assertThat(read(command("list").put("limit", Long.MAX_VALUE))).isEqualTo(new NgCommand.ListCalls(Integer.MAX_VALUE));
        assertRefused(command("list").put("limit", -1), "invalid limit, must be >= 0");
    }

    @Test
    void shouldIgnoreUnknownKeysInSilence() throws CommandException {
        NgRequest read = NgRequestReader.read(
                offer().put("sip-message-type", "request").put("repacketize", 20).build());
        assertThat(read.remarks()).isEmpty();
    }
}
