package dev.patchbay.daemon.option;

/** What this release does with an option that is set to something other than its default. */
public sealed interface Support {

    /** Obeyed. */
    Support WORKS = new Works();

    /** Accepted without effect, with one warning line at start. */
    static Support harmless(String reason) {
        return new Harmless(reason);
    }

    /** Refused: starting without it would silently take away what the user asked for. */
    static Support notYet(String reason) {
        return new NotYet(reason);
    }

    record Works() implements Support {}

    /** @param reason why ignoring it does no harm: completes "has no effect: …" */
    record Harmless(String reason) implements Support {}

    /** @param reason what would be missing: completes "is not available yet: …" */
    record NotYet(String reason) implements Support {}
}
