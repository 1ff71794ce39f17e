package dev.patchbay.cli;

import dev.patchbay.net.TransportAddress;

/**
 * One call in a list of calls.
 *
 * @param isDeleted already deleted, and gone when its delay is over
 * @param createdS seconds since 1970
 * @param proxy where its first request came from
 * @param redisKeyspace number of the data base it is kept in; 0 without Redis
 * @param isForeign this relay only stands by for it
 */
public record CallSummary(
        String callId, boolean isDeleted, long createdS, TransportAddress proxy, int redisKeyspace, boolean isForeign) {}
