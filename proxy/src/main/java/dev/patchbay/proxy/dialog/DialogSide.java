package dev.patchbay.proxy.dialog;

/** The two ends of a dialog. */
public enum DialogSide {
    /** Sent the first INVITE. */
    CALLER,
    CALLEE;

    DialogSide other() {
        return this == CALLER ? CALLEE : CALLER;
    }
}
