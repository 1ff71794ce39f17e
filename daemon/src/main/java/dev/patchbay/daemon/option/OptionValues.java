package dev.patchbay.daemon.option;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values in force: what was set and where, and the defaults for the rest. Immutable. */
public final class OptionValues {

    /** Nothing set. */
    public static final OptionValues DEFAULTS = new OptionValues(Map.of());

    private final Map<String, Setting> settings;

    private OptionValues(Map<String, Setting> settings) {
        this.settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /**
     * What one source says about one option.
     *
     * @param texts in normal form; one, unless the option is a list
     * @param origin for messages: {@code command line} or {@code FILE:LINE}
     */
    public record Setting(Option option, List<String> texts, String origin) {
        public Setting {
            texts = List.copyOf(texts);
        }
    }

    static OptionValues of(Map<String, Setting> settings) {
        return new OptionValues(settings);
    }

    /** Everything set here, and what the other has set and this has not. */
    OptionValues over(OptionValues other) {
        Map<String, Setting> merged = new LinkedHashMap<>(other.settings);
        merged.putAll(settings);
        return new OptionValues(merged);
    }

    /** What was set, in order. */
    Iterable<Setting> settings() {
        return settings.values();
    }

    /** Whether it was set at all, be it to its default. */
    public boolean isSet(Option option) {
        return settings.containsKey(option.name());
    }

    /** Whether it was set to something that is not its default, nor empty. */
    public boolean isChanged(Option option) {
        Setting setting = settings.get(option.name());
        if (setting == null || setting.texts().equals(List.of(""))) {
            return false;
        }
        return !option.type().defaultText().map(List::of).equals(Optional.of(setting.texts()));
    }

    /** Where it was set; {@code default} if it was not. */
    public String origin(Option option) {
        Setting setting = settings.get(option.name());
        return setting == null ? "default" : setting.origin();
    }

    public boolean flag(Option option) {
        return text(option).equals("true");
    }

    public int integer(Option option) {
        return Integer.parseInt(text(option));
    }

    public double decimal(Option option) {
        return Double.parseDouble(text(option));
    }

    /** The text or its default; empty text if there is neither. */
    public String text(Option option) {
        return optionalText(option).orElse("");
    }

    /** The text or its default, unless empty. */
    public Optional<String> optionalText(Option option) {
        Setting setting = settings.get(option.name());
        Optional<String> text =
                setting == null ? option.type().defaultText() : Optional.of(setting.texts().getLast());
        return text.filter(value -> !value.isEmpty());
    }

    /** Values of a list option, empty if not set. */
    public List<String> texts(Option option) {
        Setting setting = settings.get(option.name());
        return setting == null ? List.of() : setting.texts();
    }
}
