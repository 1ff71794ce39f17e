package dev.patchbay.daemon;

import dev.patchbay.log.RelayLog;
import dev.patchbay.log.Subsystem;
import dev.patchbay.proxy.ProxyOptions;
import dev.patchbay.proxy.SipProxy;
import dev.patchbay.proxy.route.ScriptException;
import dev.patchbay.relay.Relay;
import java.io.IOException;

/** A relay and the SIP proxy that uses it. The proxy is closed first: it still ends calls. */
record RelayWithProxy(RunningRelay relay, SipProxy proxy) implements RunningRelay {

    private static final RelayLog LOG = RelayLog.of(Subsystem.CORE);

    /** Options that need to know the relay. */
    @FunctionalInterface
    interface Options {
        ProxyOptions of(Relay relay) throws IOException;
    }

    /** @throws IOException when the proxy does not start; the relay is closed then */
    static RelayWithProxy start(Relay relay, Options options) throws IOException {
        try {
            SipProxy proxy = SipProxy.start(options.of(relay));
            LOG.info("SIP proxy on {}", proxy.listening());
            return new RelayWithProxy(RunningRelay.of(relay), proxy);
        } catch (ScriptException e) {
            relay.close();
            throw new IOException(e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            relay.close();
            throw e;
        }
    }

    @Override
    public int callCount() {
        return relay.callCount();
    }

    @Override
    public void refuseNewCalls() {
        relay.refuseNewCalls();
    }

    @Override
    public void warmUp(long mostNs) {
        relay.warmUp(mostNs);
    }

    @Override
    public void reload() {
        ProxyProgram.reload(proxy);
    }

    @Override
    public void close() {
        proxy.close();
        relay.close();
    }
}
