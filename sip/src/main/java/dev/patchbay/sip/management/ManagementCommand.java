package dev.patchbay.sip.management;

import dev.patchbay.json.JsonWriter;

/** One command. Any thread, any number at a time; may block. */
@FunctionalInterface
public interface ManagementCommand {

    /**
     * @param result takes exactly one value; what was written is thrown away if the command fails
     */
    void run(CommandArguments arguments, JsonWriter result) throws CommandFault;
}
