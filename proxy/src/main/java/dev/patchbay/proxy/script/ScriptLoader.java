package dev.patchbay.proxy.script;

import dev.patchbay.proxy.route.ScriptNames;
import java.util.Map;

/** Loads the classes of one script; with it they go, when nothing needs the script any more. */
final class ScriptLoader extends ClassLoader {

    private final Map<String, byte[]> classes;

    ScriptLoader(Map<String, byte[]> classes, ClassLoader parent) {
        super(ScriptNames.LOADER, parent);
        this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }
}
