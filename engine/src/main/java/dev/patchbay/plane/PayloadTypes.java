package dev.patchbay.plane;

import dev.patchbay.plan.PayloadClock;
import java.util.List;

/**
 * The payload types of a stream with their clock rates, in arrays: a stream has a handful of them, and each of thousands of streams
 * has its own set. Immutable.
 */
final class PayloadTypes {

    static final PayloadTypes NONE = new PayloadTypes(new byte[0], new int[0], 0, 0);

    private static final int COUNT = 128;

    private final byte[] types;
    private final int[] clockRatesHz;
    private final long eventsBelow64;
    private final long eventsFrom64;

    private PayloadTypes(byte[] types, int[] clockRatesHz, long eventsBelow64, long eventsFrom64) {
        this.types = types;
        this.clockRatesHz = clockRatesHz;
        this.eventsBelow64 = eventsBelow64;
        this.eventsFrom64 = eventsFrom64;
    }

    /**
     * @param clockRates the payload types signalled; of several entries for one type the first counts
     * @param telephoneEvents payload types that carry RFC 4733 events
     */
    static PayloadTypes of(List<PayloadClock> clockRates, List<Integer> telephoneEvents) {
        if (clockRates.isEmpty() && telephoneEvents.isEmpty()) {
            return NONE;
        }
        int count = clockRates.size();
        byte[] types = new byte[count];
        int[] rates = new int[count];
        for (int i = 0; i < count; i++) {
            types[i] = (byte) clockRates.get(i).payloadType();
            rates[i] = clockRates.get(i).clockRateHz();
        }
        long low = 0;
        long high = 0;
        for (int type : telephoneEvents) {
            if (type >= 0 && type < 64) {
                low |= 1L << type;
            } else if (type < COUNT) {
                high |= 1L << type;
            }
        }
        return new PayloadTypes(types, rates, low, high);
    }

    boolean isEmpty() {
        return types.length == 0;
    }

    /** Clock rate in Hz; 0 for a payload type that was not signalled. */
    int clockRateHz(int payloadType) {
        for (int i = 0; i < types.length; i++) {
            if (types[i] == payloadType) {
                return clockRatesHz[i];
            }
        }
        return 0;
    }

    boolean isTelephoneEvent(int payloadType) {
        return ((payloadType < 64 ? eventsBelow64 : eventsFrom64) >>> payloadType & 1) != 0;
    }
}
