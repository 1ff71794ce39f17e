package dev.patchbay.proxy;

import dev.patchbay.proxy.auth.DigestAlgorithm;
import dev.patchbay.proxy.auth.DigestAuthentication;
import dev.patchbay.proxy.auth.NonceCounts;
import dev.patchbay.proxy.auth.NonceSource;
import dev.patchbay.proxy.dialog.DialogLimits;
import dev.patchbay.proxy.dialog.DialogSide;
import dev.patchbay.proxy.dialog.DialogTable;
import dev.patchbay.proxy.dialog.DialogTermination;
import dev.patchbay.proxy.dialog.DialogWatch;
import dev.patchbay.proxy.dialog.XmlRpcEndpoint;
import dev.patchbay.proxy.forward.Originator;
import dev.patchbay.proxy.forward.OwnAddresses;
import dev.patchbay.proxy.forward.ProxyCore;
import dev.patchbay.proxy.registrar.LocationDatabase;
import dev.patchbay.proxy.registrar.LocationLimits;
import dev.patchbay.proxy.registrar.LocationTable;
import dev.patchbay.proxy.registrar.LostConnections;
import dev.patchbay.proxy.registrar.RegistrationTimes;
import dev.patchbay.proxy.registrar.Registrar;
import dev.patchbay.proxy.route.ProxyServices;
import dev.patchbay.proxy.route.ScriptException;
import dev.patchbay.proxy.script.ScriptHost;
import dev.patchbay.proxy.wire.SipWire;
import dev.patchbay.sip.database.DatabaseException;
import dev.patchbay.sip.management.DialogTerminator;
import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.header.HeaderFactoryImpl;
import gov.nist.javax.sip.message.MessageFactoryImpl;
import gov.nist.javax.sip.message.SIPRequest;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A running SIP proxy. Whoever starts it closes it. */
public final class SipProxy implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger("sip");

    /** How long a client may use a nonce. */
    private static final Duration NONCE_LIFETIME = Duration.ofMinutes(5);

    private final Deque<AutoCloseable> parts; // the last one opened first
    private final ScriptHost scripts;
    private final ProxyCore core;
    private final SipWire wire;
    private final DialogTermination termination;
    private final DialogTable dialogs;
    private final LocationTable locations;

    private SipProxy(
            Deque<AutoCloseable> parts,
            ScriptHost scripts,
            ProxyCore core,
            SipWire wire,
            DialogTermination termination,
            DialogTable dialogs,
            LocationTable locations) {
        this.parts = parts;
        this.scripts = scripts;
        this.core = core;
        this.wire = wire;
        this.termination = termination;
        this.dialogs = dialogs;
        this.locations = locations;
    }

    /**
     * Compiles and opens the script, then listens.
     *
     * @throws ScriptException when the script cannot be used; the message says why and where
     * @throws IOException when an address cannot be bound or the database does not answer; the message says which
     */
    public static SipProxy start(ProxyOptions options) throws IOException, ScriptException {
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        try {
            return start(options, parts);
        } catch (DatabaseException e) {
            closeAll(parts);
            throw new IOException(e.getMessage(), e);
        } catch (IOException | ScriptException | RuntimeException e) {
            closeAll(parts);
            throw e;
        }
    }

    private static SipProxy start(ProxyOptions options, Deque<AutoCloseable> parts)
            throws IOException, ScriptException, DatabaseException {
        InstantSource clock = InstantSource.system();
        OwnAddresses own = new OwnAddresses(options.listen(), options.domains());
        DialogTable dialogs = new DialogTable(DialogLimits.byDefault(), own::isOurs);
        LocationTable locations = locations(options, clock, parts);
        // Scripts are opened before there is anything to end calls with, or any call.
        AtomicReference<DialogTerminator> terminator = new AtomicReference<>();
        ProxyServices services = new ProxyServices(
                new Registrar(
                        locations,
                        RegistrationTimes.byDefault(),
                        new MessageFactoryImpl(),
                        new HeaderFactoryImpl(),
                        new AddressFactoryImpl()),
                locations,
                authentication(options),
                options.realmName(),
                dialogs,
                callId -> Optional.ofNullable(terminator.get()).filter(known -> known.terminate(callId)).isPresent(),
                own,
                clock);
        ScriptHost scripts = new ScriptHost(options.script(), options.relays(), options.scriptLimit(), services);
        parts.push(scripts);
        ProxyCore core = new ProxyCore(
                scripts,
                own,
                options.limits(),
                new DialogWatch(dialogs, clock),
                new LostConnections(locations, clock)::onClosed,
                new SecureRandom());
        parts.push(core);
        Originator originator = new Originator(core);
        DialogTermination termination = new DialogTermination(
                dialogs,
                bye -> {
                    boolean isSent = originator.send((SIPRequest) bye.request(), bye.flow(), _ -> {});
                    // A copy: the sender's is still at work.
                    scripts.tell((SIPRequest) bye.request().clone(), bye.to() == DialogSide.CALLEE, dialogs.hasSibling(bye.dialog()));
                    return isSent;
                },
                new MessageFactoryImpl(),
                new HeaderFactoryImpl(),
                new AddressFactoryImpl());
        terminator.set(termination);
        if (options.xmlRpc().isPresent()) {
            parts.push(XmlRpcEndpoint.open(options.xmlRpc().get(), termination));
        }
        SipWire wire = SipWire.open(options.listen(), options.tls(), core);
        parts.push(wire);
        parts.push(new Housekeeping(dialogs, locations, originator, clock));
        return new SipProxy(parts, scripts, core, wire, termination, dialogs, locations);
    }

    private static LocationTable locations(ProxyOptions options, InstantSource clock, Deque<AutoCloseable> parts)
            throws DatabaseException {
        if (options.locations().isEmpty()) {
            return LocationTable.inMemory(LocationLimits.byDefault());
        }
        LocationDatabase database = LocationDatabase.open(options.locations().get());
        parts.push(database);
        return LocationTable.load(LocationLimits.byDefault(), database, clock.instant());
    }

    private static Optional<DigestAuthentication> authentication(ProxyOptions options) {
        return options.users().map(users -> {
            SecureRandom random = new SecureRandom();
            byte[] secret = new byte[32];
            random.nextBytes(secret);
            return new DigestAuthentication(
                    List.of(DigestAlgorithm.MD5, DigestAlgorithm.SHA_256),
                    users,
                    new NonceSource(secret, random, NONCE_LIFETIME),
                    NonceCounts.byDefault(),
                    new HeaderFactoryImpl());
        });
    }

    public List<ListenAddress> listening() {
        return wire.listening();
    }

    public ProxyFigures figures() {
        return core.figures();
    }

    /** Requests that are not over. */
    public int transactionCount() {
        return core.transactionCount();
    }

    /** Calls whose dialogs are tracked. */
    public int callCount() {
        return dialogs.callCount();
    }

    /** Users who are registered. */
    public int userCount() {
        return locations.userCount();
    }

    /** Ends calls from the middle: for operators, and for a relay whose media timed out. */
    public DialogTerminator terminator() {
        return termination;
    }

    /**
     * Reads, compiles and opens the script anew. Calls go on; transactions in flight keep the script they began with.
     *
     * @throws ScriptException when the script cannot be used; the old one stays in force
     */
    public void reload() throws ScriptException {
        scripts.reload();
    }

    @Override
    public void close() {
        closeAll(parts);
    }

    private static void closeAll(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                LOG.log(Level.WARNING, "while the SIP proxy stops", e);
            }
        }
    }
}
