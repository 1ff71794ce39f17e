/**
 * What relays tell without being asked: DTMF and other notifications by UDP, and relays that come into use or go out of it. As OpenSIPS'
 * events ({@link dev.patchbay.sip.event.OpenSipsEvents}) and as Kamailio's event route
 * ({@link dev.patchbay.sip.event.KamailioDtmfEvents}).
 *
 * <p>Threads: one virtual thread receives; listeners run on virtual threads, one at a time and in order for each call, so a slow one
 * holds up its own call only. Start reading at {@link dev.patchbay.sip.event.NotificationReceiver}.
 */
@org.jspecify.annotations.NullMarked
package dev.patchbay.sip.event;
