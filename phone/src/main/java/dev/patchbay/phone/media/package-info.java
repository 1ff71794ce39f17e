/**
 * The phone's media: a tone and DTMF events out as RTP every 20 ms, what comes in counted and listened to, RTCP both ways.
 *
 * <p>Threads: one platform thread per call, the {@link dev.patchbay.phone.media.MediaEndpoint}'s own, runs everything here; others hand it
 * plans and get figures. Start reading at {@link dev.patchbay.phone.media.MediaEndpoint}.
 */
@org.jspecify.annotations.NullMarked
package dev.patchbay.phone.media;
