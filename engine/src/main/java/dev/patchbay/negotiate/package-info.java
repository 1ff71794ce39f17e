/**
 * Offer/answer as a pure function: a call's state, an SDP body and the options give a new state and the body to pass on. One
 * negotiator per topic; no sockets, clocks or threads (ports come through {@link dev.patchbay.negotiate.PortSource}).
 *
 * <p>Threads: the one that holds the call's lock. Start reading at {@link dev.patchbay.negotiate.OfferAnswerEngine}.
 */
package dev.patchbay.negotiate;
