package dev.patchbay.proxy.script;

import dev.patchbay.proxy.route.RoutingScript;
import dev.patchbay.proxy.route.ScriptException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles a script in memory and makes its object. */
public final class ScriptCompiler {

    /** More would only follow from the first ones. */
    private static final int MAX_ERRORS = 20;

    private ScriptCompiler() {}

    /**
     * @param fileName for messages, and for the class: {@code my.java} may hold any one public class
     * @throws ScriptException with file, line, column and the line itself of each error
     */
    public static RoutingScript compile(String fileName, String source) throws ScriptException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new ScriptException("routing scripts need a JDK: this Java runtime has no compiler");
        }
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try (StandardJavaFileManager standard = compiler.getStandardFileManager(diagnostics, Locale.ROOT, null);
                MemoryFiles files = new MemoryFiles(standard)) {
            Boolean isCompiled = compiler.getTask(
                            null, files, diagnostics, CompilerPath.options(), null, List.of(new Source(fileName, source)))
                    .call();
            if (!isCompiled) {
                throw new ScriptException(report(fileName, source, diagnostics.getDiagnostics()));
            }
            return instance(fileName, files.classes());
        } catch (IOException e) {
            throw new ScriptException(fileName + " cannot be compiled: " + e.getMessage(), e);
        }
    }

    /** A public class in a file of any name: the file's name is for messages only. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;
        private final String fileName;

        Source(String fileName, String text) {
            super(uri(fileName), Kind.SOURCE);
            this.fileName = fileName;
            this.text = text;
        }

        /** Its last part is what stack traces name. */
        private static URI uri(String fileName) {
            try {
                return new URI("script", "", "/" + fileName.substring(fileName.lastIndexOf('/') + 1), null);
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException(fileName, e);
            }
        }

        @Override
        public boolean isNameCompatible(String simpleName, Kind kind) {
            return kind == Kind.SOURCE;
        }

        @Override
        public String getName() {
            return fileName;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static String report(String fileName, String source, List<Diagnostic<? extends JavaFileObject>> diagnostics) {
        List<String> lines = source.lines().toList();
        StringBuilder report = new StringBuilder();
        int errors = 0;
        for (Diagnostic<? extends JavaFileObject> diagnostic : diagnostics) {
            if (diagnostic.getKind() != Diagnostic.Kind.ERROR || errors++ >= MAX_ERRORS) {
                continue;
            }
            String message = diagnostic.getMessage(Locale.ROOT);
            int line = (int) diagnostic.getLineNumber();
            int column = (int) diagnostic.getColumnNumber();
            report.append(report.isEmpty() ? "" : "\n").append(fileName);
            if (line > 0 && line <= lines.size()) {
                report.append(':').append(line).append(':').append(column).append(": ").append(message)
                        .append("\n  ").append(lines.get(line - 1).replace('\t', ' '))
                        .append("\n  ").append(" ".repeat(Math.max(0, column - 1))).append('^');
            } else {
                report.append(": ").append(message);
            }
        }
        if (errors > MAX_ERRORS) {
            report.append("\n").append(errors - MAX_ERRORS).append(" more errors");
        }
        return report.toString();
    }

    private static RoutingScript instance(String fileName, Map<String, byte[]> classes) throws ScriptException {
        ScriptLoader loader = new ScriptLoader(classes, RoutingScript.class.getClassLoader());
        List<Class<?>> scripts = new ArrayList<>();
        try {
            for (String name : classes.keySet()) {
                Class<?> type = loader.loadClass(name);
                if (RoutingScript.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
                    scripts.add(type);
                }
            }
            if (scripts.size() != 1) {
                throw new ScriptException(fileName + " has to hold one class that extends RoutingScript, and has " + scripts.size());
            }
            return (RoutingScript) scripts.getFirst().getConstructor().newInstance();
        } catch (NoSuchMethodException | IllegalAccessException | InstantiationException | ClassNotFoundException e) {
            throw new ScriptException(
                    fileName + ": the script has to be a public class with a public constructor without parameters", e);
        } catch (InvocationTargetException e) {
            throw new ScriptException(fileName + ": the script's constructor fails: " + e.getCause(), e);
        }
    }
}
