package dev.patchbay.cli;

/** One command. Called on many virtual threads at once. */
@FunctionalInterface
public interface CliCommand {

    /**
     * Carries it out.
     *
     * @param arguments what follows the command's words, without surrounding blanks; may be empty
     * @return the output, an octet string
     */
    String run(String arguments);
}
