package dev.patchbay.proxy.dialog;

/** Identifies a dialog to a proxy, which belongs to neither side. */
public record DialogId(String callId, String callerTag, String calleeTag) {

    /** Whether these are its two tags, in either order. */
    boolean hasTags(String one, String other) {
        return (callerTag.equals(one) && calleeTag.equals(other)) || (callerTag.equals(other) && calleeTag.equals(one));
    }
}
