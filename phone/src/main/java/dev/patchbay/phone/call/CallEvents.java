package dev.patchbay.phone.call;

import javax.sip.Dialog;

/** What a call on its way tells the phone. Thread {@code phone}. */
interface CallEvents {

    /** There is a dialog, and media flow. */
    void onAnswered(Dialog dialog, String peer);

    /** It is over; told once. */
    void onEnded(Outcome outcome);
}
