package dev.patchbay.sip.jain;

import dev.patchbay.net.IpAddress;
import dev.patchbay.sip.message.SipMessage;
import java.net.InetAddress;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** A JAIN-SIP message as the functions see it; the body they change is the message's own. */
public final class JainSipMessage implements SipMessage {

    private final Message message;
    private final IpAddress source;

    /**
     * @param source where the packet came from: JAIN-SIP's implementation tells it by {@code RequestEventExt} and
     *     {@code ResponseEventExt}
     */
    public JainSipMessage(Message message, InetAddress source) {
        this.message = message;
        this.source = IpAddress.of(source);
    }

    @Override
    public boolean isRequest() {
        return message instanceof Request;
    }

    @Override
    public String method() {
        return message instanceof Request request
                ? request.getMethod()
                : message.getHeader(CSeqHeader.NAME) instanceof CSeqHeader cseq ? cseq.getMethod() : "";
    }

    @Override
    public int status() {
        return message instanceof Response response ? response.getStatusCode() : 0;
    }

    @Override
    public String callId() {
        return message.getHeader(CallIdHeader.NAME) instanceof CallIdHeader callId ? callId.getCallId() : "";
    }

    @Override
    public Optional<String> fromTag() {
        return message.getHeader(FromHeader.NAME) instanceof FromHeader from ? Optional.ofNullable(from.getTag()) : Optional.empty();
    }

    @Override
    public Optional<String> toTag() {
        return message.getHeader(ToHeader.NAME) instanceof ToHeader to ? Optional.ofNullable(to.getTag()) : Optional.empty();
    }

    @Override
    public List<String> viaBranches() {
        List<String> branches = new ArrayList<>();
        Iterator<?> vias = message.getHeaders(ViaHeader.NAME);
        while (vias.hasNext()) {
            if (vias.next() instanceof ViaHeader via) {
                branches.add(Optional.ofNullable(via.getBranch()).orElse(""));
            }
        }
        return branches;
    }

    @Override
    public IpAddress source() {
        return source;
    }

    @Override
    public Optional<String> contentType() {
        return contentTypeHeader().map(JainSipMessage::value);
    }

    private Optional<ContentTypeHeader> contentTypeHeader() {
        return message.getHeader(ContentTypeHeader.NAME) instanceof ContentTypeHeader header ? Optional.of(header) : Optional.empty();
    }

    private static String value(ContentTypeHeader header) {
        StringBuilder value = new StringBuilder(header.getContentType()).append('/').append(header.getContentSubType());
        Iterator<?> names = header.getParameterNames();
        while (names != null && names.hasNext()) {
            String name = names.next().toString();
            String parameter = Optional.ofNullable(header.getParameter(name)).orElse("");
            boolean isQuoted = parameter.startsWith("\"");
            value.append(';').append(name).append('=').append(isQuoted ? parameter : '"' + parameter + '"');
        }
        return value.toString();
    }

    @Override
    public byte[] body() {
        byte[] content = message.getRawContent();
        return content == null ? new byte[0] : content.clone();
    }

    /** @throws IllegalStateException if the message has no Content-Type: there is no body to replace then */
    @Override
    public void replaceBody(byte[] body) {
        ContentTypeHeader type = contentTypeHeader()
                .orElseThrow(() -> new IllegalStateException("the message has no Content-Type, so it has no body to replace"));
        try {
            message.setContent(body.clone(), type);
        } catch (ParseException e) {
            throw new IllegalStateException("JAIN-SIP does not take the body", e);
        }
    }
}
