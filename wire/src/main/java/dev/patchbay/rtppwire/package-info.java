/**
 * The control protocol of rtpproxy over UDP, as far as rtpengine answers it ({@code --listen-udp}): lines of words, a cookie
 * first, to {@link dev.patchbay.rtppwire.RtppRequest} and from {@link dev.patchbay.rtppwire.RtppReply}.
 *
 * <p>Commands of the full protocol that rtpengine does not know are {@link dev.patchbay.rtppwire.RtppCommand.Unknown} here; a
 * server that knows them adds its records to {@link dev.patchbay.rtppwire.RtppCommand}. Threads: immutable, any. Start
 * reading at {@link dev.patchbay.rtppwire.RtppRequestParser}.
 */
package dev.patchbay.rtppwire;
