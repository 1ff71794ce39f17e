package dev.patchbay.proxy.wire;

import dev.patchbay.net.IpAddress;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.proxy.ListenAddress;
import dev.patchbay.proxy.SipTransport;
import dev.patchbay.proxy.nat.Flow;
import dev.patchbay.proxy.nat.ViaSource;
import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.header.SIPHeaderList;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPDialog;
import gov.nist.javax.sip.stack.ServerRequestInterface;
import gov.nist.javax.sip.stack.ServerResponseInterface;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Properties;
import javax.sip.PeerUnavailableException;
import javax.sip.address.Hop;
import org.jspecify.annotations.Nullable;

/**
 * JAIN-SIP's stack, cut off above its transports: what its parser has read goes to our listener instead of its transactions. Those end at
 * the first 2xx of an INVITE and know no serial fork, so a proxy has to work around them; {@code dev.patchbay.proxy.transaction} has ours.
 */
final class WireStack extends SipStackImpl {

    private volatile @Nullable WireListener listener; // set once before the first listening point is opened

    WireStack(Properties properties) throws PeerUnavailableException {
        super(properties);
        // Via, Route and Record-Route get a line per value. One line for all is allowed too, but not every phone and test program reads on
        // behind the comma. The stack has this switch once for the process.
        SIPHeaderList.setPrettyEncode(true);
    }

    void deliverTo(WireListener target) {
        listener = target;
    }

    /** A way to the hop, by a connection that exists if there is one. May connect, so may block. */
    MessageChannel channelTo(ListenAddress from, Flow hop) throws IOException {
        MessageChannel channel = createRawMessageChannel(
                from.address().ip().toInetAddress().getHostAddress(), from.address().port(), new StackHop(hop));
        if (channel == null) {
            throw new IOException("no way to " + hop + " from " + from);
        }
        return channel;
    }

    @Override
    public @Nullable ServerRequestInterface newSIPServerRequest(SIPRequest received, MessageChannel receivedOn) {
        WireListener target = listener;
        if (target == null) {
            return null;
        }
        return (request, channel) -> {
            Arrival arrival = arrival(channel);
            // The stack leaves a received parameter that the sender made up: the response would go to whom it names.
            ViaSource.note(request, arrival.sender());
            target.onRequest(request, arrival);
        };
    }

    @Override
    public @Nullable ServerResponseInterface newSIPServerResponse(SIPResponse received, MessageChannel receivedOn) {
        WireListener target = listener;
        if (target == null) {
            return null;
        }
        return new ServerResponseInterface() {
            @Override
            public void processResponse(SIPResponse response, MessageChannel channel, SIPDialog dialog) {
                processResponse(response, channel);
            }

            @Override
            public void processResponse(SIPResponse response, MessageChannel channel) {
                target.onResponse(response, arrival(channel));
            }
        };
    }

    /** On a thread that holds locks of the stack. */
    void onClosed(MessageChannel channel) {
        WireListener target = listener;
        if (target != null) {
            target.onClosed(arrival(channel).sender());
        }
    }

    private static Arrival arrival(MessageChannel channel) {
        SipTransport transport = SipTransport.of(channel.getTransport())
                .orElseThrow(() -> new IllegalStateException("a message by " + channel.getTransport()));
        ListenAddress local = new ListenAddress(
                transport,
                new TransportAddress(
                        IpAddress.of(channel.getMessageProcessor().getIpAddress()),
                        channel.getMessageProcessor().getPort()));
        InetAddress source = channel.getPeerPacketSourceAddress();
        // A message to ourselves does not pass the network and has no source.
        return new Arrival(
                local,
                source == null ? local.address() : new TransportAddress(IpAddress.of(source), channel.getPeerPacketSourcePort()));
    }

    /** A hop in the stack's words. */
    private record StackHop(Flow hop) implements Hop {
        @Override
        public String getHost() {
            return hop.peer().ip().toInetAddress().getHostAddress();
        }

        @Override
        public int getPort() {
            return hop.peer().port();
        }

        @Override
        public String getTransport() {
            return hop.transport().parameter();
        }
    }
}
