package dev.patchbay.proxy.script;

import dev.patchbay.proxy.forward.Decider;
import dev.patchbay.proxy.route.ProxyServices;
import dev.patchbay.proxy.route.ScriptException;
import dev.patchbay.proxy.route.ScriptGeneration;
import dev.patchbay.proxy.route.ScriptOrigin;
import java.time.Duration;
import java.util.Optional;
import javax.sip.message.Request;

/** The script in force. New transactions begin with it; those in flight keep the one they began with. Any thread. */
public final class ScriptHost implements Decider.Source, AutoCloseable {

    private final ScriptOrigin origin;
    private final String relays;
    private final Duration limit;
    private final ProxyServices services;
    private volatile ScriptGeneration current;
    private volatile boolean isClosed;

    /**
     * @param relays see {@link dev.patchbay.proxy.route.ScriptSettings#relays}
     * @param limit for one route of one message
     */
    public ScriptHost(ScriptOrigin origin, String relays, Duration limit, ProxyServices services) throws ScriptException {
        this.origin = origin;
        this.relays = relays;
        this.limit = limit;
        this.services = services;
        this.current = load();
    }

    private ScriptGeneration load() throws ScriptException {
        return ScriptGeneration.open(origin.load(), relays, limit, services);
    }

    /** @throws ScriptException when the script cannot be used; the old one stays in force */
    public synchronized void reload() throws ScriptException {
        ScriptGeneration old = current;
        current = load();
        old.retire();
    }

    @Override
    public Decider acquire() {
        while (true) {
            // Empty only while another thread is replacing it.
            Optional<Decider> decider = current.acquire();
            if (decider.isPresent()) {
                return decider.get();
            }
            Thread.onSpinWait();
        }
    }

    /** Tells the script in force of a request that the proxy has made; see {@link ScriptGeneration#tell}. Does not wait for it. */
    public void tell(Request request, boolean isFromCaller, boolean hasOtherAnswer) {
        while (!current.tell(request, isFromCaller, hasOtherAnswer)) {
            // Only while another thread is replacing it, or when the proxy is being closed.
            if (isClosed) {
                return;
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        isClosed = true;
        current.retire();
    }
}
