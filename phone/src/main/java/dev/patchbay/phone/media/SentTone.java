package dev.patchbay.phone.media;

/** The tone that a phone sends in place of a voice. */
public record SentTone(double frequencyHz, double levelDbm0) {}
