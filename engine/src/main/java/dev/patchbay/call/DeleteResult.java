package dev.patchbay.call;

import java.util.Optional;

/**
 * What a delete has found and ended.
 *
 * @param report of the party that was named; empty when the delete was for the whole call
 */
public record DeleteResult(Optional<CallReport> report) {}
