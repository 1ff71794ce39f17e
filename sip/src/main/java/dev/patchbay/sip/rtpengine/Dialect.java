package dev.patchbay.sip.rtpengine;

import dev.patchbay.sip.flag.CommandFlags;
import dev.patchbay.sip.flag.FlagParser;
import dev.patchbay.sip.flag.NgOperation;
import dev.patchbay.sip.message.SipMessage;

/** What the two modules do differently on the wire. */
interface Dialect {

    FlagParser flagParser();

    /** Whether commands say that the client understands the result {@code load limit}. */
    boolean isLoadLimitSupported();

    /** Whether fragments with ICE candidates only are handled ({@code application/trickle-ice-sdpfrag}). */
    boolean isTrickleSupported();

    Tags tags(SipMessage message, CommandFlags flags) throws CommandRefusedException;

    /** As OpenSIPS' documents describe it, and as its release 4.0 sends it. */
    record OpenSips(FlagParser flagParser, OpenSipsRelease release) implements Dialect {

        @Override
        public boolean isLoadLimitSupported() {
            return false;
        }

        @Override
        public boolean isTrickleSupported() {
            return false;
        }

        @Override
        public Tags tags(SipMessage message, CommandFlags flags) throws CommandRefusedException {
            return Tags.of(message, flags, naming(flags.operation()), true);
        }

        private Tags.Naming naming(NgOperation operation) {
            boolean is32 = release == OpenSipsRelease.V3_2;
            return switch (operation) {
                case OFFER, ANSWER, QUERY, START_RECORDING, STOP_RECORDING, SUBSCRIBE_ANSWER, UNSUBSCRIBE -> Tags.Naming.BOTH;
                case DELETE, PLAY_MEDIA, STOP_MEDIA -> is32 ? Tags.Naming.FROM_ONLY : Tags.Naming.NOBODY;
                case PLAY_DTMF, SUBSCRIBE_REQUEST -> Tags.Naming.FROM_ONLY;
                case BLOCK_DTMF,
                        UNBLOCK_DTMF,
                        BLOCK_MEDIA,
                        UNBLOCK_MEDIA,
                        SILENCE_MEDIA,
                        UNSILENCE_MEDIA,
                        START_FORWARDING,
                        STOP_FORWARDING -> Tags.Naming.NOBODY;
            };
        }
    }

    /** As Kamailio's document and its release 5.6 have it. */
    record Kamailio(FlagParser flagParser) implements Dialect {

        @Override
        public boolean isLoadLimitSupported() {
            return true;
        }

        @Override
        public boolean isTrickleSupported() {
            return true;
        }

        @Override
        public Tags tags(SipMessage message, CommandFlags flags) throws CommandRefusedException {
            NgOperation operation = flags.operation();
            Tags.Naming naming = operation.isDirectional()
                    ? Tags.Naming.NOBODY
                    : switch (operation) {
                        case DELETE, SUBSCRIBE_REQUEST, UNSUBSCRIBE -> Tags.Naming.FROM_ONLY;
                        default -> Tags.Naming.BOTH;
                    };
            return Tags.of(message, flags, naming, false);
        }
    }
}
