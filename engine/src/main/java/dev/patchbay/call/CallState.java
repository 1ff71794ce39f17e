package dev.patchbay.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Everything signalling knows of a call: its parties, who hears whom, and what was negotiated.
 *
 * <p>A state in force is never changed: an offer or answer works on a {@link #copy} that takes its place when all went well, and is
 * thrown away otherwise. Owner: the thread that holds the call's lock.
 */
public final class CallState {

    /** Parties of one call: a bound for forks without end. */
    public static final int MAX_PARTICIPANTS = 128;

    private final String callId;
    private final List<Participant> participants = new ArrayList<>();
    private int nextParticipantId;
    private boolean dropTraffic;
    private OptionalInt trafficClass = OptionalInt.empty();
    private Optional<String> xmlrpcCallback = Optional.empty();

    public CallState(String callId) {
        this.callId = callId;
    }

    /** A deep copy; only the components' live figures and the ports are shared. */
    public CallState copy() {
        CallState copy = new CallState(callId);
        for (Participant participant : participants) {
            copy.participants.add(participant.copy());
        }
        copy.nextParticipantId = nextParticipantId;
        copy.dropTraffic = dropTraffic;
        copy.trafficClass = trafficClass;
        copy.xmlrpcCallback = xmlrpcCallback;
        return copy;
    }

    public String callId() {
        return callId;
    }

    /** In order of creation, those already deleted included. */
    public List<Participant> participants() {
        return participants;
    }

    /** The party with this tag. */
    public Optional<Participant> tagged(String tag) {
        for (Participant participant : participants) {
            if (tag.equals(participant.tag())) {
                return Optional.of(participant);
            }
        }
        return Optional.empty();
    }

    public Optional<Participant> withId(int id) {
        for (Participant participant : participants) {
            if (participant.id() == id) {
                return Optional.of(participant);
            }
        }
        return Optional.empty();
    }

    /** The first party, in order of creation, that fulfils the condition. */
    public Optional<Participant> first(Predicate<Participant> condition) {
        for (Participant participant : participants) {
            if (condition.test(participant)) {
                return Optional.of(participant);
            }
        }
        return Optional.empty();
    }

    /**
     * Adds a party.
     *
     * @param tag null while it has not answered
     */
    public Participant add(@Nullable String tag, @Nullable String viaBranch, long createdUs) {
        Participant participant = new Participant(nextParticipantId++, createdUs);
        participant.setTag(tag);
        participant.setViaBranch(viaBranch);
        participants.add(participant);
        return participant;
    }

    /** Those whose media this party hears, newest first. */
    public List<Participant> sourcesOf(Participant participant) {
        List<Participant> sources = new ArrayList<>();
        for (int id : participant.hears()) {
            Participant source = withId(id).orElse(null);
            if (source != null) {
                sources.add(source);
            }
        }
        return sources;
    }

    /** Those who hear this party's media, in order of creation. */
    public List<Participant> listenersOf(Participant participant) {
        List<Participant> listeners = new ArrayList<>(1);
        for (Participant candidate : participants) {
            if (candidate.hears().contains(participant.id())) {
                listeners.add(candidate);
            }
        }
        return listeners;
    }

    /**
     * Makes two parties each other's offer/answer partners: nobody else hears either of them any more, while either may go on
     * hearing earlier partners (early media of other branches).
     */
    public void associate(Participant one, Participant other) {
        for (Participant participant : participants) {
            if (participant != one) {
                participant.stopHearing(one.id());
            }
            if (participant != other) {
                participant.stopHearing(other.id());
            }
        }
        one.hearFirst(other.id());
        other.hearFirst(one.id());
    }

    /** Key {@code drop-traffic}: everything received is dropped. */
    public boolean dropTraffic() {
        return dropTraffic;
    }

    public void setDropTraffic(boolean value) {
        dropTraffic = value;
    }

    /** TOS of sent packets where this call has its own; empty = as configured. */
    public OptionalInt trafficClass() {
        return trafficClass;
    }

    public void setTrafficClass(OptionalInt value) {
        trafficClass = value;
    }

    public Optional<String> xmlrpcCallback() {
        return xmlrpcCallback;
    }

    public void setXmlrpcCallback(Optional<String> value) {
        xmlrpcCallback = value;
    }
}
