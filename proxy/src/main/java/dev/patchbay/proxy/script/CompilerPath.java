package dev.patchbay.proxy.script;

import dev.patchbay.proxy.route.RoutingScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the compiler finds what scripts are written with: as this program itself was found, on the module path or the class path. */
final class CompilerPath {

    private CompilerPath() {}

    static List<String> options() {
        // -g: lines in stack traces. No annotation processing: a processor on the path would run with every script.
        List<String> options = new ArrayList<>(List.of("-g", "-proc:none", "-Xlint:none", "-parameters"));
        Module module = RoutingScript.class.getModule();
        Optional<String> modulePath = Optional.ofNullable(System.getProperty("jdk.module.path"));
        if (module.isNamed() && modulePath.isPresent()) {
            options.addAll(List.of("--module-path", modulePath.get(), "--add-modules", module.getName()));
        } else {
            options.addAll(List.of("-classpath", System.getProperty("java.class.path")));
        }
        return options;
    }
}
