package dev.patchbay.call;

import dev.patchbay.ngvalue.NgDict;

/** Requests as SIP servers word them; a test adds what it needs. */
final class Ng {

    private Ng() {}

    static NgDict.Builder offer(String callId, String fromTag, String sdp) {
        return NgDict.builder()
                .put("command", "offer")
                .put("call-id", callId)
                .put("from-tag", fromTag)
                .put("sdp", sdp);
    }

    static NgDict.Builder answer(String callId, String fromTag, String toTag, String sdp) {
        return NgDict.builder()
                .put("command", "answer")
                .put("call-id", callId)
                .put("from-tag", fromTag)
                .put("to-tag", toTag)
                .put("sdp", sdp);
    }

    /** Of the whole call, after the configured delay. */
    static NgDict.Builder delete(String callId) {
        return NgDict.builder().put("command", "delete").put("call-id", callId);
    }

    static NgDict.Builder deleteNow(String callId) {
        return delete(callId).put("delete-delay", 0);
    }
}
