/**
 * Sound in and out of a test: tones, G.711, WAV files and {@link dev.patchbay.system.media.RtpPeer}, a phone's media socket that counts
 * every packet. Written apart from the code under test on purpose.
 */
package dev.patchbay.system.media;
