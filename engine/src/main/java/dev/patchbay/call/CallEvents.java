package dev.patchbay.call;

/** Who wants to know of the life of calls. Called with the call's lock held: return at once. */
public interface CallEvents {

    void onEnd(EndedCall ended);
}
