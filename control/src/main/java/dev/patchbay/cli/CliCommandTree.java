package dev.patchbay.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Consumer;

/**
 * Commands by their words: {@code list} leads to {@code numsessions} and others. {@code help} at any level shows the words
 * of that level. Texts as rtpengine's.
 */
public final class CliCommandTree implements CliCommand {

    static final String MORE_PARAMETERS = "More parameters required.\n";
    private static final String UNKNOWN = "Unknown or incomplete command::";
    private static final String HELP = "help";

    private final SequencedMap<String, CliCommand> commands;

    private CliCommandTree(SequencedMap<String, CliCommand> commands) {
        this.commands = Collections.unmodifiableSequencedMap(commands);
    }

    /** Makes a tree of the commands that {@code content} adds, in that order. */
    public static CliCommandTree of(Consumer<Builder> content) {
        Builder builder = new Builder();
        content.accept(builder);
        return new CliCommandTree(builder.commands);
    }

    @Override
    public String run(String line) {
        String rest = line.strip();
        if (rest.isEmpty()) {
            return MORE_PARAMETERS;
        }
        if (rest.equals(HELP)) {
            return help();
        }
        int end = 0;
        while (end < rest.length() && !Character.isWhitespace(rest.charAt(end))) {
            end++;
        }
        CliCommand command = commands.get(rest.substring(0, end));
        return command == null ? UNKNOWN + rest + "\n" : command.run(rest.substring(end).strip());
    }

    private String help() {
        StringBuilder help = new StringBuilder("Available sub-commands at this level:\n");
        commands.keySet().forEach(word -> help.append('\t').append(word).append('\n'));
        return help.toString();
    }

    /** Adds commands. */
    public static final class Builder {

        private final SequencedMap<String, CliCommand> commands = new LinkedHashMap<>();

        private Builder() {}

        public Builder command(String word, CliCommand command) {
            if (commands.put(word, command) != null) {
                throw new IllegalArgumentException("two commands named " + word);
            }
            return this;
        }

        /** A command that without arguments only says that there must be some. */
        public Builder commandOf(String word, CliCommand command) {
            return command(word, arguments -> arguments.isEmpty() ? MORE_PARAMETERS : command.run(arguments));
        }

        /** A level of its own below {@code word}. */
        public Builder level(String word, Consumer<Builder> content) {
            return command(word, CliCommandTree.of(content));
        }
    }
}
