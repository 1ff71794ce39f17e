package dev.patchbay.system.browser;

import dev.patchbay.system.net.ChildProcess;
import dev.patchbay.system.net.NetNamespace;
import dev.patchbay.system.net.WorkFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A browser without a window, with a microphone that is not real and needs no permission. */
final class Chromium {

    private static final List<String> COMMAND = List.of(
            "chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
            "--autoplay-policy=no-user-gesture-required", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--no-first-run");

    private Chromium() {}

    /** @param flags beside the usual ones */
    static ChildProcess start(NetNamespace host, String url, String... flags) throws IOException {
        Path folder = WorkFolder.create("chromium");
        List<String> command = new ArrayList<>(COMMAND);
        command.addAll(List.of(flags));
        command.add("--user-data-dir=" + folder.resolve("profile"));
        command.add(url);
        return host.start("chromium", command, folder.resolve("log"));
    }
}
