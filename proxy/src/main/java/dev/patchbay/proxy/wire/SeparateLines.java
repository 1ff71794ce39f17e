package dev.patchbay.proxy.wire;

import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContactList;
import gov.nist.javax.sip.header.ExtensionHeaderImpl;
import gov.nist.javax.sip.header.ExtensionHeaderList;
import gov.nist.javax.sip.message.SIPMessage;
import javax.sip.header.ContactHeader;

/**
 * Contacts with a line each. Values behind commas mean the same (RFC 3261 section 7.3.1), and are read here as well, but not every phone
 * and test program reads on behind the first one. Via, Route and Record-Route the stack prints so by itself.
 */
final class SeparateLines {

    private SeparateLines() {}

    /** The message for sending: itself, or a copy that can be printed but is not good for reading its Contacts. */
    static SIPMessage of(SIPMessage message) {
        ContactList contacts = message.getContactHeaders();
        if (contacts == null || contacts.size() < 2) {
            return message;
        }
        // The stack's own lists cannot be extended (Java has given List methods that theirs contradict); this kind prints line by line.
        ExtensionHeaderList lines = new ExtensionHeaderList(ContactHeader.NAME);
        for (Contact contact : contacts) {
            ExtensionHeaderImpl line = new ExtensionHeaderImpl(ContactHeader.NAME);
            line.setValue(contact.getValue());
            lines.add(line);
        }
        SIPMessage copy = (SIPMessage) message.clone();
        copy.removeHeader(ContactHeader.NAME);
        copy.setHeader(lines);
        return copy;
    }
}
