package dev.patchbay.system.differential;

/** What a conversation is about: only a few topics meet in one, so that most of what is asked for makes sense together. */
enum Topic {
    REPLACE, ADDRESSES, DIRECTIONS, MULTIPLEXING, CODECS, PROFILES, SDES, DTLS, ICE, MANY_SECTIONS, ODD_LINES, SESSION_LEVEL, FORKS
}
