package dev.patchbay.ng;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.ngvalue.NgDict;

/** Carries out one request. Called on many threads at once, may block; errors are replies, not exceptions. */
@FunctionalInterface
public interface NgDispatcher {

    /** @param peer where the request came from */
    NgDict dispatch(NgDict request, TransportAddress peer);
}
