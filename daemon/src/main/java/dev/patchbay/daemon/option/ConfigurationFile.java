package dev.patchbay.daemon.option;

import dev.patchbay.daemon.option.KeyFile.Entry;
import dev.patchbay.daemon.option.OptionValues.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns one section of a key file into values. Keys that are no option only give a warning, as rtpengine ignores them. */
final class ConfigurationFile {

    private final String fileName;
    private final Map<String, Setting> settings = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();

    private ConfigurationFile(String fileName) {
        this.fileName = fileName;
    }

    /** @param warnings one line each, for the log */
    record Contents(OptionValues values, List<String> warnings) {}

    /** @param fileName for messages */
    static Contents read(String fileName, String text, String section) throws OptionException {
        ConfigurationFile file = new ConfigurationFile(fileName);
        KeyFile keyFile;
        try {
            keyFile = KeyFileParser.parse(text);
        } catch (KeyFileException e) {
            throw new OptionException(fileName + ":" + e.line() + ": " + e.getMessage());
        }
        List<Entry> entries = keyFile.entriesOf(section)
                .orElseThrow(() -> new OptionException("there is no section [" + section + "] in " + fileName));
        for (Entry entry : entries) {
            file.add(entry);
        }
        return new Contents(OptionValues.of(file.settings), List.copyOf(file.warnings));
    }

    private void add(Entry entry) throws OptionException {
        Option option = OptionTable.named(entry.key()).filter(Option::isForFile).orElse(null);
        String origin = fileName + ":" + entry.line();
        if (option == null) {
            warnings.add("ignoring '" + entry.key() + "', which is not an option of the configuration file (" + origin + ")");
            return;
        }
        try {
            List<String> normal = new ArrayList<>();
            for (String text : texts(option, entry.rawValue())) {
                normal.add(option.type().normalize(text, false));
            }
            settings.put(option.name(), new Setting(option, normal, origin));
        } catch (IllegalArgumentException e) {
            throw OptionException.of(option, origin, e);
        }
    }

    private static List<String> texts(Option option, String raw) {
        if (option.type().isList()) {
            return KeyFileValue.split(raw);
        }
        String text = KeyFileValue.unescape(raw);
        int comment = option.type().isOneWord() ? text.indexOf(" #") : -1;
        return List.of(comment < 0 ? text : text.substring(0, comment).strip());
    }
}
