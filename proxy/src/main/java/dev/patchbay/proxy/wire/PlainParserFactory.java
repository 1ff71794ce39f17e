package dev.patchbay.proxy.wire;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.MessageParserFactory;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.text.ParseException;

/**
 * The stack's parser, but for the texts of its errors: the stack puts them into the reason phrase of its 400, line breaks and all, and its
 * parser throws unchecked exceptions for some messages. Made by the stack, by name.
 */
public final class PlainParserFactory implements MessageParserFactory {

    /** For the stack. */
    public PlainParserFactory() {}

    @Override
    public MessageParser createMessageParser(SIPTransactionStack stack) {
        return new PlainParser();
    }

    private static final class PlainParser implements MessageParser {

        private final StringMsgParser parser = new StringMsgParser();

        @Override
        public SIPMessage parseSIPMessage(
                byte[] message, boolean isBodyRead, boolean isStrict, ParseExceptionListener listener) throws ParseException {
            try {
                return parser.parseSIPMessage(message, isBodyRead, isStrict, listener);
            } catch (ParseException | RuntimeException e) {
                int offset = e instanceof ParseException parse ? parse.getErrorOffset() : 0;
                ParseException plain = new ParseException("Malformed Message", offset);
                plain.initCause(e);
                throw plain;
            }
        }
    }
}
