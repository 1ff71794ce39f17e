package dev.patchbay.sip.management;

import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.NgInteger;
import dev.patchbay.ngvalue.NgList;
import dev.patchbay.ngvalue.NgString;
import dev.patchbay.ngvalue.NgValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The {@code params} of a request, which are given by place or by name. */
public final class CommandArguments {

    private final List<NgValue> inOrder;
    private final Map<String, NgValue> byName;

    private CommandArguments(List<NgValue> inOrder, Map<String, NgValue> byName) {
        this.inOrder = inOrder;
        this.byName = byName;
    }

    public static CommandArguments none() {
        return new CommandArguments(List.of(), Map.of());
    }

    /** @return empty if this is neither a list nor an object */
    static Optional<CommandArguments> of(NgValue params) {
        return switch (params) {
            case NgList list -> Optional.of(new CommandArguments(list.values(), Map.of()));
            case NgDict dict -> Optional.of(new CommandArguments(List.copyOf(dict.entries().values()), dict.entries()));
            case NgString _, NgInteger _ -> Optional.empty();
        };
    }

    public int count() {
        return inOrder.size();
    }

    /**
     * Refuses anything but exactly these, given in this order or by these names. OpenSIPS takes nothing else.
     *
     * @throws CommandFault with JSON-RPC's code for invalid parameters
     */
    void require(String... names) throws CommandFault {
        if (inOrder.size() != names.length || (!byName.isEmpty() && !byName.keySet().containsAll(List.of(names)))) {
            throw CommandFault.invalidParams();
        }
    }

    /** By name if names were given, else by place. */
    private Optional<NgValue> value(int index, String name) {
        if (byName.containsKey(name)) {
            return Optional.ofNullable(byName.get(name));
        }
        // Names are not looked at further: Kamailio takes the values of an object in their order.
        return index < inOrder.size() ? Optional.of(inOrder.get(index)) : Optional.empty();
    }

    /** A text, or a number as text. */
    public Optional<String> text(int index, String name) {
        return value(index, name).flatMap(value -> switch (value) {
            case NgString string -> Optional.of(string.toText());
            case NgInteger number -> Optional.of(Long.toString(number.value()));
            case NgList _, NgDict _ -> Optional.empty();
        });
    }

    /** A number, or a text that is one: command line clients send all words as texts. */
    public OptionalLong number(int index, String name) {
        return NgDict.builder()
                .put("value", value(index, name).orElse(NgDict.empty()))
                .build()
                .integer("value");
    }
}
