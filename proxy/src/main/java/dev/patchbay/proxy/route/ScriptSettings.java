package dev.patchbay.proxy.route;

import dev.patchbay.sip.management.DialogTerminator;
import dev.patchbay.sip.rtpengine.KamailioRtpengine;
import dev.patchbay.sip.rtpengine.KamailioSettings;
import dev.patchbay.sip.rtpengine.OpenSipsRtpengine;
import dev.patchbay.sip.rtpengine.OpenSipsSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a script sets up when it opens. What is opened here is closed after the script. */
public final class ScriptSettings implements AutoCloseable {

    private final String relays;
    private final DialogTerminator dialogs;
    private final List<AutoCloseable> opened = new ArrayList<>();

    /**
     * @param relays see {@link #relays}
     * @param dialogs see {@link #dialogs}
     */
    public ScriptSettings(String relays, DialogTerminator dialogs) {
        this.relays = relays;
        this.dialogs = dialogs;
    }

    /** The media relays that the proxy was started with, as in {@code rtpengine_sock}; empty when it was given none. */
    public String relays() {
        return relays;
    }

    /** Ends calls whose dialogs are tracked ({@link IncomingRequest#trackDialog}), for management commands. */
    public DialogTerminator dialogs() {
        return dialogs;
    }

    /** Kamailio's rtpengine module with these parameters. */
    public KamailioRtpengine kamailio(KamailioSettings settings) throws IOException {
        KamailioRtpengine face = KamailioRtpengine.open(settings);
        opened.add(face);
        return face;
    }

    /** OpenSIPS' rtpengine module with these parameters. */
    public OpenSipsRtpengine openSips(OpenSipsSettings settings) throws IOException {
        OpenSipsRtpengine face = OpenSipsRtpengine.open(settings);
        opened.add(face);
        return face;
    }

    /** Has something of the script's own closed after the script, or at once if the script does not open. */
    public <T extends AutoCloseable> T closeWithScript(T part) {
        opened.add(part);
        return part;
    }

    @Override
    public void close() {
        for (AutoCloseable part : opened.reversed()) {
            try {
                part.close();
            } catch (Exception e) {
                System.getLogger("sip.script").log(System.Logger.Level.WARNING, "something of a script is not closed", e);
            }
        }
        opened.clear();
    }
}
