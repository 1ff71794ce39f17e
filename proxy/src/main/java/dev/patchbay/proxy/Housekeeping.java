package dev.patchbay.proxy;

import dev.patchbay.proxy.dialog.DialogTable;
import dev.patchbay.proxy.forward.Originator;
import dev.patchbay.proxy.registrar.AddressOfRecord;
import dev.patchbay.proxy.registrar.Binding;
import dev.patchbay.proxy.registrar.ContactPings;
import dev.patchbay.proxy.registrar.LocationTable;
import dev.patchbay.sip.database.DatabaseException;
import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** What comes up every second: registrations and dialogs that are over, and OPTIONS to phones behind NAT. */
final class Housekeeping implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger("sip");

    private final DialogTable dialogs;
    private final LocationTable locations;
    private final Originator originator;
    private final InstantSource clock;
    private final RandomGenerator random = new SecureRandom();
    private final ContactPings pings;
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("sip-housekeeping").factory());

    Housekeeping(DialogTable dialogs, LocationTable locations, Originator originator, InstantSource clock) {
        this.dialogs = dialogs;
        this.locations = locations;
        this.originator = originator;
        this.clock = clock;
        this.pings = new ContactPings(locations, ContactPings.Settings.byDefault(), this::ping, random);
        var _ = executor.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    private void tick() {
        try {
            Instant now = clock.instant();
            dialogs.expire(now);
            pings.tick(now);
            locations.expire(now);
        } catch (DatabaseException e) {
            LOG.log(Level.WARNING, "registrations are not cleared: {0}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "defect in housekeeping", e);
        }
    }

    private void ping(AddressOfRecord user, Binding binding, Consumer<Boolean> whenDone) {
        try {
            boolean isSent = originator.send(options(user, binding), binding.flow(), whenDone);
            if (!isSent) {
                whenDone.accept(false);
            }
        } catch (ParseException e) {
            LOG.log(Level.DEBUG, "no OPTIONS to {0}: {1}", binding.contact(), e.getMessage());
            whenDone.accept(false);
        }
    }

    private SIPRequest options(AddressOfRecord user, Binding binding) throws ParseException {
        String from = "sip:ping@" + user.host();
        String text = "OPTIONS " + new AddressFactoryImpl().createURI(binding.contact()) + " SIP/2.0\r\n"
                + "From: <" + from + ">;tag=" + token() + "\r\n"
                + "To: <" + user + ">\r\n"
                + "Call-ID: " + token() + "\r\n"
                + "CSeq: 1 OPTIONS\r\n"
                + "Max-Forwards: 70\r\n"
                + "Content-Length: 0\r\n\r\n";
        return (SIPRequest) new StringMsgParser().parseSIPMessage(text.getBytes(StandardCharsets.UTF_8), true, false, null);
    }

    private String token() {
        return HexFormat.of().toHexDigits(random.nextLong());
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
