package dev.patchbay.proxy.route;

import org.jspecify.annotations.Nullable;

/** How classes of scripts are recognised in stack traces: by the name of their class loader. */
public final class ScriptNames {

    public static final String LOADER = "routing-script";

    private ScriptNames() {}

    static boolean isScript(@Nullable String loaderName) {
        return LOADER.equals(loaderName);
    }
}
