package dev.patchbay.daemon.option;

import dev.patchbay.daemon.option.CommandLineParser.CommandLine;
import dev.patchbay.daemon.option.OptionValues.Setting;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the command line, then the configuration file it names or the default one, and checks what is supported. */
public final class ConfigurationReader {

    /** {@code --config-file} for no file at all. */
    static final String NO_FILE = "none";

    private final Path defaultFile;

    /** @param defaultFile read when the command line names no file, if it exists */
    public ConfigurationReader(Path defaultFile) {
        this.defaultFile = defaultFile;
    }

    /**
     * @param values the command line before the file
     * @param warnings one line each, for the log, in the order of the sources
     */
    public record Configuration(OptionValues values, List<String> warnings) {}

    /**
     * With {@code --help}, {@code --version} or {@code --codecs} no file is read and nothing is checked.
     *
     * @throws OptionException for anything that makes starting impossible or would silently lose a function
     */
    public Configuration read(List<String> arguments) throws OptionException {
        CommandLine commandLine = CommandLineParser.parse(arguments);
        OptionValues values = commandLine.values();
        if (isInformationOnly(values)) {
            return new Configuration(values, List.of());
        }
        List<String> warnings = new ArrayList<>();
        for (String argument : commandLine.ignoredArguments()) {
            warnings.add("ignoring argument '" + argument + "', which belongs to no option");
        }
        ConfigurationFile.Contents file = readFile(values);
        warnings.addAll(file.warnings());
        OptionValues merged = values.over(file.values());
        warnings.addAll(checkSupport(merged));
        return new Configuration(merged, List.copyOf(warnings));
    }

    /** Whether the program only prints something and exits. */
    public static boolean isInformationOnly(OptionValues values) {
        return values.flag(OptionTable.HELP) || values.flag(OptionTable.VERSION) || values.flag(OptionTable.CODECS);
    }

    private ConfigurationFile.Contents readFile(OptionValues commandLine) throws OptionException {
        ConfigurationFile.Contents nothing = new ConfigurationFile.Contents(OptionValues.DEFAULTS, List.of());
        String name = commandLine.text(OptionTable.CONFIG_FILE);
        if (name.equals(NO_FILE)) {
            return nothing;
        }
        if (!commandLine.isSet(OptionTable.CONFIG_FILE) && !Files.exists(defaultFile)) {
            return nothing;
        }
        Path file = commandLine.isSet(OptionTable.CONFIG_FILE) ? Path.of(name) : defaultFile;
        return ConfigurationFile.read(file.toString(), readText(file), commandLine.text(OptionTable.CONFIG_SECTION));
    }

    private static String readText(Path file) throws OptionException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new OptionException("configuration file '" + file + "' does not exist");
        } catch (CharacterCodingException e) {
            throw new OptionException("configuration file '" + file + "' is not UTF-8 text");
        } catch (IOException e) {
            throw new OptionException("configuration file '" + file + "' cannot be read: " + e.getMessage());
        }
    }

    private static List<String> checkSupport(OptionValues values) throws OptionException {
        List<String> warnings = new ArrayList<>();
        for (Setting setting : values.settings()) {
            Option option = setting.option();
            if (!values.isChanged(option)) {
                continue;
            }
            switch (option.support().of(values)) {
                case Support.Works _ -> {}
                case Support.Harmless(String reason) ->
                    warnings.add("option --" + option.name() + " has no effect: " + reason + " (" + setting.origin() + ")");
                case Support.NotYet(String reason) ->
                    throw new OptionException("option --" + option.name() + " is not available yet: " + reason
                            + ". Remove it to start without (" + setting.origin() + ")");
            }
        }
        return warnings;
    }
}
