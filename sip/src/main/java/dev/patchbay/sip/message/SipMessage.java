package dev.patchbay.sip.message;

import dev.patchbay.net.IpAddress;
import java.util.List;
import java.util.Optional;

/**
 * What the functions read of a SIP request or reply (RFC 3261), and the one thing they change: the body. All texts are octet
 * strings: one char per byte.
 */
public interface SipMessage {

    boolean isRequest();

    /** Of a request its method, of a reply the method in CSeq; upper case. */
    String method();

    /** 100..699 of a reply; 0 of a request. */
    int status();

    String callId();

    Optional<String> fromTag();

    Optional<String> toTag();

    /** The branch parameters of all Via values, topmost first; empty text where one is missing. */
    List<String> viaBranches();

    /** Where the message came from: the address of the IP packet, not of a header. */
    IpAddress source();

    /** The value of Content-Type; empty without one. */
    Optional<String> contentType();

    /** The body, without transfer coding; empty array when there is none. */
    byte[] body();

    /** Puts another body in place, of the same Content-Type; the message takes care of Content-Length. */
    void replaceBody(byte[] body);
}
