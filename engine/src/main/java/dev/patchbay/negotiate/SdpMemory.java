package dev.patchbay.negotiate;

import org.jspecify.annotations.Nullable;

/**
 * What has to stay the same in all session descriptions that go to one party (keys {@code replace: username}, {@code session name},
 * {@code SDP version}).
 *
 * @param username the first o= user name, null before there was one
 * @param sessionName the first s= text, likewise
 * @param version the o= version sent last, as an unsigned number; null before the first
 * @param lastBody the description sent last, with its version taken out; null before the first
 */
public record SdpMemory(
        @Nullable String username, @Nullable String sessionName, @Nullable Long version, @Nullable String lastBody) {

    public static final SdpMemory EMPTY = new SdpMemory(null, null, null, null);

    SdpMemory withUsername(String first) {
        return new SdpMemory(first, sessionName, version, lastBody);
    }

    SdpMemory withSessionName(String first) {
        return new SdpMemory(username, first, version, lastBody);
    }

    SdpMemory withVersion(long number, String body) {
        return new SdpMemory(username, sessionName, number, body);
    }
}
