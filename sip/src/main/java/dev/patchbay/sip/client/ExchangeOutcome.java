package dev.patchbay.sip.client;

/** How an exchange ended. */
public sealed interface ExchangeOutcome {

    /** A relay answered. */
    final class Reply implements ExchangeOutcome {

        private final byte[] payload;
        private final long roundTripNs;

        Reply(byte[] payload, long roundTripNs) {
            this.payload = payload;
            this.roundTripNs = roundTripNs;
        }

        /** Not copied: whoever reads it leaves it as it is. */
        public byte[] payload() {
            return payload;
        }

        /** From the first try. */
        public long roundTripNs() {
            return roundTripNs;
        }
    }

    /** @param detail for people: what was tried */
    record NoReply(ExchangeFailure failure, String detail) implements ExchangeOutcome {}
}
