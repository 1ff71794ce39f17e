/**
 * The door for clients that speak rtpproxy's protocol ({@code --listen-udp}), as far as rtpengine answers it. The messages
 * themselves are in {@code dev.patchbay.rtppwire}.
 *
 * <p>Threads: those of the door. Start reading at {@link dev.patchbay.rtpp.RtppUdpServer}.
 */
package dev.patchbay.rtpp;
