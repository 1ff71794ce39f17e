package dev.patchbay.sip.flag;

/** The commands of the ng protocol that functions of the modules send. */
public enum NgOperation {
    OFFER("offer"),
    ANSWER("answer"),
    DELETE("delete"),
    QUERY("query"),
    START_RECORDING("start recording"),
    STOP_RECORDING("stop recording"),
    BLOCK_DTMF("block DTMF"),
    UNBLOCK_DTMF("unblock DTMF"),
    BLOCK_MEDIA("block media"),
    UNBLOCK_MEDIA("unblock media"),
    SILENCE_MEDIA("silence media"),
    UNSILENCE_MEDIA("unsilence media"),
    START_FORWARDING("start forwarding"),
    STOP_FORWARDING("stop forwarding"),
    PLAY_MEDIA("play media"),
    STOP_MEDIA("stop media"),
    PLAY_DTMF("play DTMF"),
    SUBSCRIBE_REQUEST("subscribe request"),
    SUBSCRIBE_ANSWER("subscribe answer"),
    UNSUBSCRIBE("unsubscribe");

    private final String command;

    NgOperation(String command) {
        this.command = command;
    }

    /** The value of key {@code command}. */
    public String command() {
        return command;
    }

    /** Whether it carries SDP that the relay rewrites. */
    public boolean isOfferOrAnswer() {
        return this == OFFER || this == ANSWER;
    }

    /** Whether it acts on what one party sends, or on all parties. */
    public boolean isDirectional() {
        return switch (this) {
            case BLOCK_DTMF,
                    UNBLOCK_DTMF,
                    BLOCK_MEDIA,
                    UNBLOCK_MEDIA,
                    SILENCE_MEDIA,
                    UNSILENCE_MEDIA,
                    START_FORWARDING,
                    STOP_FORWARDING -> true;
            case OFFER,
                    ANSWER,
                    DELETE,
                    QUERY,
                    START_RECORDING,
                    STOP_RECORDING,
                    PLAY_MEDIA,
                    STOP_MEDIA,
                    PLAY_DTMF,
                    SUBSCRIBE_REQUEST,
                    SUBSCRIBE_ANSWER,
                    UNSUBSCRIBE -> false;
        };
    }

    /** Whether bare tokens that a module does not know go to the relay in the list {@code flags}. */
    boolean hasFlagList() {
        return isOfferOrAnswer() || isDirectional();
    }
}
