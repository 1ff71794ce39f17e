package dev.patchbay.proxy.route;

import dev.patchbay.proxy.forward.Decider;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.sip.message.Request;

/**
 * A script in force, or no longer in force but still needed by transactions that began with it. When the last of them has ended, the script
 * and what it opened are closed. Any thread.
 */
public final class ScriptGeneration {

    private static final System.Logger LOG = System.getLogger("sip.script");

    private final RoutingScript script;
    private final ScriptSettings settings;
    private final ScriptRunner runner;
    private final ProxyServices services;
    private int transactions; // guarded by this
    private boolean isRetired; // guarded by this

    private ScriptGeneration(RoutingScript script, ScriptSettings settings, ScriptRunner runner, ProxyServices services) {
        this.script = script;
        this.settings = settings;
        this.runner = runner;
        this.services = services;
    }

    /**
     * @param limit for one route of one message
     * @throws ScriptException when the script does not open; nothing is left open
     */
    public static ScriptGeneration open(RoutingScript script, String relays, Duration limit, ProxyServices services)
            throws ScriptException {
        ScriptSettings settings = new ScriptSettings(relays, services.terminator());
        try {
            script.open(settings);
            script.onEvent(new ScriptEvent("start", Map.of()));
        } catch (Exception | LinkageError e) {
            settings.close();
            throw new ScriptException("the routing script does not open: " + e, e);
        }
        return new ScriptGeneration(script, settings, new ScriptRunner(limit), services);
    }

    /** For one transaction; empty when the script is retired and closed. */
    @SuppressWarnings("exports") // for this module only
    public synchronized Optional<Decider> acquire() {
        if (isRetired) {
            return Optional.empty();
        }
        transactions++;
        return Optional.of(new ScriptedDecisions(script, runner, new RouteEnvironment(new ArmedRoutes(), services), this::release));
    }

    /**
     * Tells the script, on a thread of its own, of a request that the proxy has made; see {@link LocalRequest}.
     *
     * @return false when the script is retired and closed
     */
    @SuppressWarnings("exports") // for this module only
    public synchronized boolean tell(Request request, boolean isFromCaller, boolean hasOtherAnswer) {
        if (isRetired) {
            return false;
        }
        transactions++;
        Thread.startVirtualThread(() -> {
            try {
                script.onLocalRequest(new LocalRequest(request, isFromCaller, hasOtherAnswer));
            } catch (Exception | LinkageError e) {
                LOG.log(Level.ERROR, "onLocalRequest of {0} failed: {1}", request.getMethod(), e);
            } finally {
                release();
            }
        });
        return true;
    }

    private synchronized void release() {
        transactions--;
        closeIfUnused();
    }

    /** Begins no more transactions with it. */
    public synchronized void retire() {
        if (!isRetired) {
            isRetired = true;
            closeIfUnused();
        }
    }

    private void closeIfUnused() {
        if (isRetired && transactions == 0) {
            try {
                script.close();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "the routing script does not close: {0}", e);
            }
            settings.close();
            runner.close();
        }
    }
}
