package dev.patchbay.ngwire;

import java.util.List;

/**
 * A request as read.
 *
 * @param remarks what was not understood and therefore ignored (unknown flags and values), for the log
 */
public record NgRequest(NgCommand command, List<String> remarks) {

    public NgRequest {
        remarks = List.copyOf(remarks);
    }
}
