package dev.patchbay.sip.event;

import dev.patchbay.ngvalue.NgDict;

/**
 * An event as OpenSIPS' rtpengine module raises it.
 *
 * @param name {@link #NOTIFICATION} or {@link #STATUS}
 * @param parameters texts and numbers only
 */
public record OpenSipsEvent(String name, NgDict parameters) {

    /**
     * A relay sent a notification: what is in it, under the relay's names. For a key that was pressed: {@code callid},
     * {@code source_tag}, {@code type} ({@code DTMF}), {@code timestamp}, {@code source_ip}, {@code event}, {@code duration},
     * {@code volume}. Lists and objects are texts of JSON.
     */
    public static final String NOTIFICATION = "E_RTPENGINE_NOTIFICATION";

    /** A relay came into use or went out of it: {@code socket}, {@code status} ({@code active} or {@code inactive}), {@code set}. */
    public static final String STATUS = "E_RTPENGINE_STATUS";
}
