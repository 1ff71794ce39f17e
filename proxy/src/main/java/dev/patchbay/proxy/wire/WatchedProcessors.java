package dev.patchbay.proxy.wire;

import gov.nist.javax.sip.stack.ConnectionOrientedMessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.MessageProcessorFactory;
import gov.nist.javax.sip.stack.NioMessageProcessorFactory;
import gov.nist.javax.sip.stack.NioTcpMessageProcessor;
import gov.nist.javax.sip.stack.NioTlsMessageProcessor;
import gov.nist.javax.sip.stack.NioTlsWebSocketMessageProcessor;
import gov.nist.javax.sip.stack.NioWebSocketMessageProcessor;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Locale;

/** The stack's transports, which tell when a connection has closed: the stack itself tells nobody. Made by the stack, by name. */
public final class WatchedProcessors implements MessageProcessorFactory {

    private final NioMessageProcessorFactory plain = new NioMessageProcessorFactory();

    /** For the stack. */
    public WatchedProcessors() {}

    @Override
    public MessageProcessor createMessageProcessor(SIPTransactionStack stack, InetAddress ip, int port, String transport) throws IOException {
        WireStack wire = (WireStack) stack;
        return switch (transport.toUpperCase(Locale.ROOT)) {
            case "TCP" -> new Tcp(wire, ip, port);
            case "TLS" -> new Tls(wire, ip, port);
            case "WS" -> new WebSockets(wire, ip, port);
            case "WSS" -> new SecureWebSockets(wire, ip, port);
            default -> plain.createMessageProcessor(stack, ip, port, transport);
        };
    }

    private static final class Tcp extends NioTcpMessageProcessor {
        private final WireStack wire;

        Tcp(WireStack wire, InetAddress ip, int port) {
            super(ip, wire, port);
            this.wire = wire;
        }

        @Override
        protected synchronized void remove(ConnectionOrientedMessageChannel channel) {
            super.remove(channel);
            wire.onClosed(channel);
        }
    }

    private static final class Tls extends NioTlsMessageProcessor {
        private final WireStack wire;

        Tls(WireStack wire, InetAddress ip, int port) {
            super(ip, wire, port);
            this.wire = wire;
        }

        @Override
        protected synchronized void remove(ConnectionOrientedMessageChannel channel) {
            super.remove(channel);
            wire.onClosed(channel);
        }
    }

    private static final class WebSockets extends NioWebSocketMessageProcessor {
        private final WireStack wire;

        WebSockets(WireStack wire, InetAddress ip, int port) {
            super(ip, wire, port);
            this.wire = wire;
        }

        @Override
        protected synchronized void remove(ConnectionOrientedMessageChannel channel) {
            super.remove(channel);
            wire.onClosed(channel);
        }
    }

    private static final class SecureWebSockets extends NioTlsWebSocketMessageProcessor {
        private final WireStack wire;

        SecureWebSockets(WireStack wire, InetAddress ip, int port) {
            super(ip, wire, port);
            this.wire = wire;
        }

        @Override
        protected synchronized void remove(ConnectionOrientedMessageChannel channel) {
            super.remove(channel);
            wire.onClosed(channel);
        }
    }
}
