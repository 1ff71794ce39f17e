package dev.patchbay.ice;

/**
 * Configuration of all agents.
 *
 * @param software what SOFTWARE says in every message
 * @param stopsWithoutConsent nothing is sent to a peer whose consent has expired (RFC 7675, section 5.1); otherwise that is only reported
 */
public record IceSettings(String software, boolean stopsWithoutConsent) {

    /** Longest {@link #software}. */
    public static final int MAX_SOFTWARE_LENGTH = 128;

    public IceSettings {
        if (software.length() > MAX_SOFTWARE_LENGTH) {
            throw new IllegalArgumentException("software of " + software.length() + " characters");
        }
    }
}
