package dev.patchbay.daemon.proxy;

import dev.patchbay.daemon.option.OptionException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The proxy's options as they were given: {@code --name=value} or {@code --name value}. */
public final class ProxyArguments {

    private final Map<ProxyOption, List<String>> values = new EnumMap<>(ProxyOption.class);
    private final List<String> rest = new ArrayList<>();

    private ProxyArguments() {}

    /**
     * @param prefix of the proxy's options: {@code --}, or {@code --sip-} among those of others
     * @throws OptionException for an option that is unknown, lacks its value, or is given twice and may not be; with prefix {@code --}
     *     for anything else too
     */
    public static ProxyArguments parse(List<String> arguments, String prefix) throws OptionException {
        ProxyArguments parsed = new ProxyArguments();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (!argument.startsWith(prefix)) {
                parsed.rest.add(argument);
                continue;
            }
            int equals = argument.indexOf('=');
            String name = argument.substring(prefix.length(), equals < 0 ? argument.length() : equals);
            ProxyOption option = ProxyOption.named(name)
                    .orElseThrow(() -> new OptionException("Unknown option " + prefix + name + ", see --help"));
            if (equals < 0 && i + 1 >= arguments.size()) {
                throw new OptionException("Option " + prefix + name + " needs a value: " + option.placeholder());
            }
            parsed.add(option, equals < 0 ? arguments.get(++i) : argument.substring(equals + 1), prefix);
        }
        if (prefix.equals("--") && !parsed.rest.isEmpty()) {
            throw new OptionException("'" + parsed.rest.getFirst() + "' is no option, see --help");
        }
        return parsed;
    }

    private void add(ProxyOption option, String value, String prefix) throws OptionException {
        List<String> given = values.computeIfAbsent(option, _ -> new ArrayList<>());
        given.add(value);
        if (given.size() > 1 && !option.isRepeatable()) {
            throw new OptionException("Option " + prefix + option.optionName() + " is given twice");
        }
    }

    /** What is not the proxy's, in its order. */
    public List<String> rest() {
        return List.copyOf(rest);
    }

    public boolean has(ProxyOption option) {
        return values.containsKey(option);
    }

    List<String> all(ProxyOption option) {
        return values.getOrDefault(option, List.of());
    }

    Optional<String> one(ProxyOption option) {
        return all(option).stream().findFirst();
    }

    /** Sets what was not given. */
    public void setDefault(ProxyOption option, List<String> defaults) {
        values.putIfAbsent(option, defaults);
    }
}
