package dev.patchbay.negotiate;

import java.util.random.RandomGenerator;

/**
 * Configuration of media security.
 *
 * @param random where keys come from: {@code SecureRandom} outside tests; any thread
 * @param logsKeys option {@code log-srtp-keys}: the keys agreed on are written to the log
 * @param prefersDtlsPassive option {@code dtls-passive}: be the DTLS server where there is a choice
 * @param fingerprint of the relay's certificate
 */
public record SecuritySettings(
        RandomGenerator random, boolean logsKeys, boolean prefersDtlsPassive, OwnFingerprint fingerprint) {}
