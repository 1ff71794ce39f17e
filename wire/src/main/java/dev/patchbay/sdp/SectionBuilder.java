package dev.patchbay.sdp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the lines of one session at a time and knows which of them may stand where, and how often. */
final class SectionBuilder {

    private int startLine;
    private boolean hasOrigin;
    private boolean hasConnection;
    private List<SdpLine> sessionLines = List.of();
    private final List<MediaDescription> media = new ArrayList<>(2);
    private @Nullable SdpLine mediaLine;
    private List<SdpLine> lines = List.of();

    void startSession(SdpLine version, int line) {
        startLine = line;
        hasOrigin = false;
        hasConnection = false;
        sessionLines = new ArrayList<>();
        media.clear();
        mediaLine = null;
        lines = sessionLines;
        lines.add(version);
    }

    void startMedia(SdpLine first, int line) throws SdpSyntaxException {
        finishMedia();
        if (media.size() == SdpParser.MAX_MEDIA) {
            throw new SdpSyntaxException(line, 1, "the session has more than " + SdpParser.MAX_MEDIA + " m= lines");
        }
        mediaLine = first;
        lines = new ArrayList<>();
        hasConnection = false;
    }

    void addOrigin(SdpLine added, int line) throws SdpSyntaxException {
        refuseInMedia(added, line);
        if (hasOrigin) {
            throw new SdpSyntaxException(line, 1, "the session has a second o= line");
        }
        hasOrigin = true;
        lines.add(added);
    }

    void addSessionName(SdpLine added, int line) throws SdpSyntaxException {
        refuseInMedia(added, line);
        lines.add(added);
    }

    /** RFC 8866 allows several for multicast; rtpengine: refuses a second one, also a repeated one. */
    void addConnection(SdpLine added, int line) throws SdpSyntaxException {
        if (hasConnection) {
            throw new SdpSyntaxException(line, 1, "the section has a second c= line");
        }
        hasConnection = true;
        lines.add(added);
    }

    void add(SdpLine added) {
        lines.add(added);
    }

    SessionDescription finishSession() throws SdpSyntaxException {
        if (!hasOrigin) {
            throw new SdpSyntaxException(startLine, 1, "the session has no o= line");
        }
        finishMedia();
        return new SessionDescription(sessionLines, media);
    }

    private void finishMedia() {
        if (mediaLine != null) {
            media.add(new MediaDescription(mediaLine, lines));
            mediaLine = null;
        }
    }

    private void refuseInMedia(SdpLine added, int line) throws SdpSyntaxException {
        if (mediaLine != null) {
            throw new SdpSyntaxException(line, 1, added.type() + "= stands after an m= line");
        }
    }
}
