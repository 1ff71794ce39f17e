package dev.patchbay.call;

import dev.patchbay.negotiate.SdpMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One party of a call (rtpengine's "monologue"): a SIP tag, or a branch that has not answered yet. Part of a {@link CallState};
 * changed only in a copy that is not yet in force.
 */
public final class Participant {

    /** Its side of the last offer/answer exchange it took part in, as CDRs and the CLI name it. */
    public enum TagType {
        /** It has not answered yet. */
        UNKNOWN,
        /** It made the offer. */
        FROM_TAG,
        TO_TAG
    }

    private final int id;
    private final long createdUs;
    private long startedUs;
    private TagType tagType = TagType.UNKNOWN;
    private @Nullable String tag;
    private @Nullable String viaBranch;
    private @Nullable String label;
    private long deletedUs;
    private List<Integer> hears = new ArrayList<>();
    private List<MediaSection> sections = new ArrayList<>();
    private SdpMemory sdpMemory = SdpMemory.EMPTY;

    Participant(int id, long createdUs) {
        this.id = id;
        this.createdUs = createdUs;
        this.startedUs = createdUs;
    }

    Participant copy() {
        Participant copy = new Participant(id, createdUs);
        copy.startedUs = startedUs;
        copy.tagType = tagType;
        copy.tag = tag;
        copy.viaBranch = viaBranch;
        copy.label = label;
        copy.deletedUs = deletedUs;
        copy.hears = new ArrayList<>(hears);
        copy.sections = new ArrayList<>(sections.size());
        for (MediaSection section : sections) {
            copy.sections.add(section.copy());
        }
        copy.sdpMemory = sdpMemory;
        return copy;
    }

    /** Unique in the call and never used again. */
    public int id() {
        return id;
    }

    /** Microseconds since 1970. */
    public long createdUs() {
        return createdUs;
    }

    /**
     * When it last sent an SDP, or was created if it has sent none, microseconds since 1970: what CDRs count from.
     * rtpengine: a re-offer begins a new count.
     */
    public long startedUs() {
        return startedUs;
    }

    public TagType tagType() {
        return tagType;
    }

    /** It has sent an SDP. */
    public void signalled(TagType side, long nowUs) {
        tagType = side;
        startedUs = nowUs;
    }

    /** Its partner has sent an SDP. */
    public void setTagType(TagType side) {
        tagType = side;
    }

    /** The SIP tag; null while unknown (no answer yet). */
    public @Nullable String tag() {
        return tag;
    }

    public void setTag(@Nullable String value) {
        tag = value;
    }

    /** The Via branch of the offer that made this party, if it was given. */
    public @Nullable String viaBranch() {
        return viaBranch;
    }

    public void setViaBranch(@Nullable String value) {
        viaBranch = value;
    }

    public @Nullable String label() {
        return label;
    }

    public void setLabel(@Nullable String value) {
        label = value;
    }

    /** When it was deleted, microseconds since 1970; 0 = alive. */
    public long deletedUs() {
        return deletedUs;
    }

    public void setDeletedUs(long value) {
        deletedUs = value;
    }

    /** Ids of the parties whose media it hears, newest first. */
    public List<Integer> hears() {
        return hears;
    }

    void hearFirst(int source) {
        stopHearing(source);
        hears.addFirst(source);
    }

    void stopHearing(int source) {
        hears.remove(Integer.valueOf(source));
    }

    /** One per m-line, in order. */
    public List<MediaSection> sections() {
        return sections;
    }

    public Optional<MediaSection> section(int index) {
        return index < sections.size() ? Optional.of(sections.get(index)) : Optional.empty();
    }

    /**
     * The section of an m-line; missing ones up to it are added.
     *
     * @param index 0-based
     */
    public MediaSection sectionOrNew(int index) {
        while (sections.size() <= index) {
            sections.add(new MediaSection(sections.size()));
        }
        return sections.get(index);
    }

    /** Whether any port is open towards it; a party that was deleted for good has none. */
    boolean hasPorts() {
        for (MediaSection section : sections) {
            if (section.ports().isPresent() || !section.formerPorts().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** What is remembered of the session descriptions sent to this party. */
    public SdpMemory sdpMemory() {
        return sdpMemory;
    }

    public void setSdpMemory(SdpMemory value) {
        sdpMemory = value;
    }
}
