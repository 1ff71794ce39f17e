/**
 * Calls between Chromium and a phone with plain RTP, each on a host of its own: ICE, DTLS-SRTP and rtcp-mux on one side of the relay, nothing
 * of it on the other. The test is the signalling: the page in {@code src/test/resources/browser} asks it by HTTP what to do next.
 */
package dev.patchbay.system.browser;
