package dev.patchbay.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lines in their order, searched by what they say: the session part or one media section of a description. */
public sealed interface SdpSection permits SessionDescription, MediaDescription {

    /** The lines of this section; for a media section without the m= line. */
    List<SdpLine> lines();

    /** The first line content of the given type in this section. */
    default <T extends Content> Optional<T> first(Class<T> type) {
        for (SdpLine line : lines()) {
            if (type.isInstance(line.content())) {
                return Optional.of(type.cast(line.content()));
            }
        }
        return Optional.empty();
    }

    /** The last line content of the given type in this section. */
    default <T extends Content> Optional<T> last(Class<T> type) {
        for (SdpLine line : lines().reversed()) {
            if (type.isInstance(line.content())) {
                return Optional.of(type.cast(line.content()));
            }
        }
        return Optional.empty();
    }

    /** Everything of the given type in this section, in order; {@code all(Attribute.class)} gives every attribute. */
    default <T extends Content> List<T> all(Class<T> type) {
        List<T> found = new ArrayList<>();
        for (SdpLine line : lines()) {
            if (type.isInstance(line.content())) {
                found.add(type.cast(line.content()));
            }
        }
        return found;
    }

    default boolean has(Class<? extends Content> type) {
        return first(type).isPresent();
    }
}
