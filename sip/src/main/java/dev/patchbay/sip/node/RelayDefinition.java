package dev.patchbay.sip.node;

/**
 * A relay as configuration or a database defines it. The same URL may be in several sets, or several times in one: each is a
 * node of its own.
 *
 * @param setId 0 or more
 * @param weight 0 or more: the share of calls. 0 = only when no relay with a weight is in use
 * @param isDisabled switched off until somebody switches it on
 */
public record RelayDefinition(int setId, RelayUrl url, int weight, boolean isDisabled) {

    public RelayDefinition {
        if (setId < 0 || weight < 0) {
            throw new IllegalArgumentException("negative set id or weight of " + url);
        }
    }
}
