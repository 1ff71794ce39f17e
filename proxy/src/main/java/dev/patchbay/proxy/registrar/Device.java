package dev.patchbay.proxy.registrar;

/**
 * Which device, by which of its connections (RFC 5626): when it comes back with another contact, that takes the place of the old one.
 *
 * @param instance parameter {@code +sip.instance}, with its angle brackets
 * @param regId parameter {@code reg-id}, greater than 0
 */
public record Device(String instance, int regId) {}
