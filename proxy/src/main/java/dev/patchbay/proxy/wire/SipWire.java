package dev.patchbay.proxy.wire;

import dev.patchbay.net.IpFamily;
import dev.patchbay.proxy.ListenAddress;
import dev.patchbay.proxy.SipTransport;
import dev.patchbay.proxy.TlsKeys;
import dev.patchbay.proxy.nat.Flow;
import gov.nist.javax.sip.message.SIPMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sip.InvalidArgumentException;
import javax.sip.PeerUnavailableException;
import javax.sip.TransportNotSupportedException;

/** The listening points of a proxy, and sending through them. Any thread; sending over TCP may connect, so it may block. */
public final class SipWire implements AutoCloseable {

    /** Longer messages are refused by the parser. */
    private static final int MAX_MESSAGE_BYTES = 65_535;

    /** The stack keeps one set of names for the process. */
    private static final AtomicInteger STACKS = new AtomicInteger();

    private final WireStack stack;
    private final List<ListenAddress> listening;

    private SipWire(WireStack stack, List<ListenAddress> listening) {
        this.stack = stack;
        this.listening = listening;
    }

    /**
     * @param listener is given the wire before anything may arrive
     * @param keys for TLS and WSS; without them these transports cannot be opened
     * @throws IOException when an address cannot be bound; the message says which
     */
    public static SipWire open(List<ListenAddress> addresses, Optional<TlsKeys> keys, WireListener listener) throws IOException {
        for (ListenAddress address : addresses) {
            if (address.transport().isSecure() && keys.isEmpty()) {
                throw new IOException("cannot listen on " + address + ": it needs a certificate and a private key");
            }
        }
        WireStack stack;
        try {
            stack = new WireStack(properties(keys));
        } catch (PeerUnavailableException e) {
            throw new IOException("the SIP stack does not start: " + e.getMessage(), e);
        }
        stack.deliverTo(listener);
        SipWire wire = new SipWire(stack, List.copyOf(addresses));
        listener.onOpening(wire);
        for (ListenAddress address : addresses) {
            try {
                stack.createListeningPoint(
                        address.address().ip().toInetAddress().getHostAddress(),
                        address.address().port(),
                        address.transport().parameter());
            } catch (TransportNotSupportedException | InvalidArgumentException | RuntimeException e) {
                wire.giveUp(e);
                throw new IOException("cannot listen on " + address + ": " + cause(e), e);
            }
        }
        return wire;
    }

    /** The stack fails to stop a listening point whose thread has not begun yet; that shall not hide why we stop. */
    private void giveUp(Exception reason) {
        try {
            close();
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    private static String cause(Exception failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }

    private static Properties properties(Optional<TlsKeys> keys) {
        Properties properties = new Properties();
        properties.setProperty("javax.sip.STACK_NAME", "proxy-" + STACKS.incrementAndGet());
        properties.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "OFF");
        properties.setProperty("gov.nist.javax.sip.REENTRANT_LISTENER", "true");
        // One thread reads what comes by UDP: with more of them an ACK could overtake its INVITE's answer.
        properties.setProperty("gov.nist.javax.sip.THREAD_POOL_SIZE", "1");
        properties.setProperty("gov.nist.javax.sip.TCP_POST_PARSING_THREAD_POOL_SIZE", "1");
        properties.setProperty("gov.nist.javax.sip.MAX_MESSAGE_SIZE", Integer.toString(MAX_MESSAGE_BYTES));
        properties.setProperty("gov.nist.javax.sip.CACHE_SERVER_CONNECTIONS", "true");
        properties.setProperty("gov.nist.javax.sip.CACHE_CLIENT_CONNECTIONS", "true");
        properties.setProperty("gov.nist.javax.sip.LOG_MESSAGE_CONTENT", "false");
        properties.setProperty("gov.nist.javax.sip.STACK_LOGGER", StackLog.class.getName());
        properties.setProperty("gov.nist.javax.sip.MESSAGE_PARSER_FACTORY", PlainParserFactory.class.getName());
        // Contacts of browsers are the script's matter.
        properties.setProperty("gov.nist.javax.sip.PATCH_SIP_WEBSOCKETS_HEADERS", "false");
        properties.setProperty("gov.nist.javax.sip.MESSAGE_PROCESSOR_FACTORY", WatchedProcessors.class.getName());
        keys.ifPresent(files -> files.writeTo(properties));
        return properties;
    }

    public List<ListenAddress> listening() {
        return listening;
    }

    /**
     * The listening point for sending to a hop: the preferred one if it fits, else the first with the hop's transport and family.
     *
     * @return empty when the proxy has none such
     */
    public Optional<ListenAddress> listeningFor(Flow hop, ListenAddress preferred) {
        if (fits(preferred, hop)) {
            return Optional.of(preferred);
        }
        List<ListenAddress> fitting = new ArrayList<>();
        for (ListenAddress address : listening) {
            if (fits(address, hop)) {
                fitting.add(address);
            }
        }
        // Loopback reaches this host only, and other hosts do not reach loopback.
        return fitting.stream()
                .filter(address -> address.address().ip().isLoopback() == hop.peer().ip().isLoopback())
                .findFirst()
                .or(() -> fitting.stream().findFirst());
    }

    private static boolean fits(ListenAddress local, Flow hop) {
        IpFamily family = local.address().family();
        SipTransport transport = local.transport();
        return transport == hop.transport() && family == hop.peer().family();
    }

    /** @throws IOException when there is no way to the hop, or the connection fails */
    public void send(SIPMessage message, ListenAddress from, Flow hop) throws IOException {
        try {
            stack.channelTo(from, hop).sendMessage(SeparateLines.of(message));
        } catch (RuntimeException e) {
            throw new IOException("the stack cannot send to " + hop + ": " + e, e);
        }
    }

    @Override
    public void close() {
        // The stack closes its sockets, and then sleeps for a second unless it is interrupted, which it takes well.
        boolean wasInterrupted = Thread.interrupted();
        Thread.currentThread().interrupt();
        stack.stop();
        Thread.interrupted();
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
