package dev.patchbay.proxy.script;

import dev.patchbay.proxy.forward.Decider;
import dev.patchbay.proxy.route.ProxyServices;
import dev.patchbay.proxy.route.ScriptException;
import dev.patchbay.proxy.route.ScriptGeneration;
import dev.patchbay.proxy.route.ScriptOrigin;
import java.time.Duration;
import java.util.Optional;

/** The script in force. New transactions begin with it; those in flight keep the one they began with. Any thread. */
public final class ScriptHost implements Decider.Source, AutoCloseable {

    private final ScriptOrigin origin;
    private final String relays;
    private final Duration limit;
    private final ProxyServices services;
    private volatile ScriptGeneration current;

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

    @Override
    public void close() {
        current.retire();
    }
}
