package dev.patchbay.phone.media;

import java.nio.ByteBuffer;

/**
 * One telephone-event at a time, packet by packet (RFC 4733, section 2.5.1): while the key is down a packet each interval with a growing
 * duration, then the end three times. One thread.
 */
final class EventSender {

    private static final int DOWN_PACKETS = 5;
    private static final int END_PACKETS = 3;
    private static final int PAUSE_PACKETS = 5;
    private static final int END_BIT = 0x80;

    /** -10 dBm0, in the middle of what phones send. */
    private static final int VOLUME = 10;

    /** Digits waiting; more are refused where options are read. */
    private final StringBuilder waiting = new StringBuilder();

    private int event = -1;
    private int packets;
    private int pause;

    void press(String digits) {
        waiting.append(digits);
    }

    /**
     * Whether the next packet is one of an event; moves to the next digit when it is time for it. To be asked once per packet interval.
     */
    boolean isActive() {
        if (event >= 0) {
            return true;
        }
        if (pause > 0) {
            pause--;
            return false;
        }
        if (waiting.isEmpty()) {
            return false;
        }
        event = DtmfDigit.toEvent(waiting.charAt(0));
        waiting.deleteCharAt(0);
        packets = 0;
        return true;
    }

    /** Nothing of the present event has been sent yet. */
    boolean isBeginning() {
        return packets == 0;
    }

    /**
     * Writes the payload of the next packet.
     *
     * @param interval RTP ticks between packets
     * @return whether it was the last one of its event
     */
    boolean write(ByteBuffer packet, int interval) {
        packets++;
        boolean isEnd = packets > DOWN_PACKETS;
        int duration = Math.min(packets, DOWN_PACKETS) * interval;
        packet.put((byte) event).put((byte) (isEnd ? END_BIT | VOLUME : VOLUME)).putShort((short) duration);
        if (packets < DOWN_PACKETS + END_PACKETS) {
            return false;
        }
        event = -1;
        pause = PAUSE_PACKETS;
        return true;
    }
}
