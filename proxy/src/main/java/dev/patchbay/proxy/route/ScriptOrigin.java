package dev.patchbay.proxy.route;

import dev.patchbay.proxy.script.DefaultRouting;
import dev.patchbay.proxy.script.ScriptCompiler;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Where a routing script comes from, each time it is (re)loaded. */
@FunctionalInterface
public interface ScriptOrigin {

    /** @throws ScriptException with what its author has to know */
    RoutingScript load() throws ScriptException;

    /** The routing of a proxy that was given no script: registered phones call each other. */
    static ScriptOrigin standard() {
        return DefaultRouting::new;
    }

    /** A source file, read and compiled anew each time. */
    static ScriptOrigin file(Path file) {
        return () -> {
            try {
                return ScriptCompiler.compile(file.toString(), Files.readString(file));
            } catch (NoSuchFileException e) {
                throw new ScriptException("there is no routing script " + file, e);
            } catch (MalformedInputException e) {
                throw new ScriptException("routing script " + file + " is no text in UTF-8", e);
            } catch (IOException e) {
                throw new ScriptException("routing script " + file + " cannot be read: " + e.getMessage(), e);
            }
        };
    }
}
