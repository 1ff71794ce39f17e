package dev.patchbay.system.proxy;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** What routing scripts occupy in this Java runtime's metaspace. */
final class ScriptLoaders {

    private static final String NAME = "ScriptLoader";

    private ScriptLoaders() {}

    /** Class loaders of scripts that the runtime still holds, after it has collected what it can. */
    static long alive() {
        System.gc();
        return diagnose("vmClassloaderStats").lines().filter(line -> line.contains(NAME)).count();
    }

    private static String diagnose(String command) {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            command,
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
        } catch (JMException e) {
            throw new IllegalStateException(command, e);
        }
    }
}
