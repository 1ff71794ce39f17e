package dev.patchbay.proxy.registrar;

import dev.patchbay.proxy.header.Headers;
import dev.patchbay.proxy.nat.Flow;
import dev.patchbay.sip.database.DatabaseException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import javax.sip.InvalidArgumentException;
import javax.sip.address.AddressFactory;
import javax.sip.header.ContactHeader;
import javax.sip.header.HeaderFactory;
import javax.sip.header.RequireHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.MessageFactory;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * The registrar of RFC 3261 section 10.3, with Path (RFC 3327). Who may register as whom is decided before. Any thread; waits for the
 * database, if the table has one.
 */
public final class Registrar {

    static final String PATH = "Path";

    private static final Logger LOG = System.getLogger("proxy.registrar");

    private final LocationTable table;
    private final RegistrationTimes times;
    private final MessageFactory messages;
    private final HeaderFactory headers;
    private final AddressFactory addresses;

    public Registrar(
            LocationTable table, RegistrationTimes times, MessageFactory messages, HeaderFactory headers, AddressFactory addresses) {
        this.table = table;
        this.times = times;
        this.messages = messages;
        this.headers = headers;
        this.addresses = addresses;
    }

    /**
     * Registers, removes, or just tells; the user is the To URI's.
     *
     * @param flow where the user has to be sent to; empty if its contact can be believed
     * @return the response, without a To tag of its own
     */
    public Response answer(Request register, Optional<Flow> flow, Instant now) {
        Optional<AddressOfRecord> user = Headers.first(register, ToHeader.NAME, ToHeader.class)
                .flatMap(to -> AddressOfRecord.of(to.getAddress().getURI()));
        return user.isPresent() ? answer(register, user.get(), flow, now) : response(400, "To is no SIP URI", register);
    }

    /** The same for a user under another address than To has. */
    public Response answer(Request register, AddressOfRecord user, Optional<Flow> flow, Instant now) {
        List<String> unknown = Headers.all(register, RequireHeader.NAME, RequireHeader.class).stream()
                .map(RequireHeader::getOptionTag)
                .filter(tag -> !tag.toLowerCase(Locale.ROOT).equals("path"))
                .toList();
        if (!unknown.isEmpty()) {
            return badExtension(register, unknown);
        }
        try {
            if (user.toString().length() > Math.min(table.limits().uriChars(), 255)) {
                throw new RegisterRefusedException(400, "Address of record is too long");
            }
            RegisterRequest wanted = RegisterRequest.read(register, flow, times, table.limits(), now);
            List<Binding> bindings = table.change(user, now, current -> next(wanted, current));
            return ok(register, bindings, now);
        } catch (RegisterRefusedException e) {
            Response refusal = response(e.status(), e.reason(), register);
            if (e.status() == 423) {
                addMinExpires(refusal);
            }
            return refusal;
        } catch (DatabaseException e) {
            LOG.log(Level.ERROR, "{0} is not registered: {1}", user, e.getMessage());
            return response(500, "Registrations cannot be stored", register);
        }
    }

    private List<Binding> next(RegisterRequest wanted, List<Binding> current) throws RegisterRefusedException {
        List<Binding> next = new ArrayList<>(current);
        if (wanted.isRemovalOfAll()) {
            for (Binding old : current) {
                checkOrder(wanted, old);
            }
            next.clear();
        }
        for (RegisterRequest.Wish wish : wanted.contacts()) {
            for (Binding old : current) {
                if (isSame(old, wish.binding())) {
                    checkOrder(wanted, old);
                }
            }
            next.removeIf(old -> isSame(old, wish.binding()));
            if (wish.lifetime().isPositive()) {
                next.add(wish.binding());
            }
        }
        return next;
    }

    private static void checkOrder(RegisterRequest wanted, Binding old) throws RegisterRefusedException {
        if (!wanted.stamp().isAfter(old.stamp())) {
            throw new RegisterRefusedException(500, "CSeq is not higher than before");
        }
    }

    /** Same device and connection, or equal URIs as RFC 3261 section 19.1.4 has it. */
    private boolean isSame(Binding old, Binding wanted) {
        if (old.device().isPresent() && old.device().equals(wanted.device())) {
            return true;
        }
        try {
            return old.contact().equals(wanted.contact())
                    || addresses.createURI(old.contact()).equals(addresses.createURI(wanted.contact()));
        } catch (ParseException e) {
            return false;
        }
    }

    private Response ok(Request register, List<Binding> bindings, Instant now) {
        Response response = response(200, "OK", register);
        try {
            for (Binding binding : bindings) {
                response.addHeader(headers.createHeader(ContactHeader.NAME, contactText(binding, now)));
            }
            for (javax.sip.header.Header path : Headers.all(register, PATH, javax.sip.header.Header.class)) {
                response.addHeader(path);
            }
            Calendar date = Calendar.getInstance(TimeZone.getTimeZone("GMT"), Locale.ROOT);
            date.setTime(Date.from(now));
            response.setHeader(headers.createDateHeader(date));
        } catch (ParseException e) {
            throw new IllegalStateException("the stack does not take a contact it has read before", e);
        }
        return response;
    }

    private static String contactText(Binding binding, Instant now) {
        StringBuilder text = new StringBuilder("<").append(binding.contact()).append(">;expires=");
        // Half a second is one: a client that renews at zero would be late.
        text.append(Math.max(1, Duration.between(now, binding.expiresAt()).toSeconds()));
        if (binding.q() != Binding.MAX_Q) {
            text.append(";q=0.").append(String.format(Locale.ROOT, "%03d", binding.q()));
        }
        binding.device().ifPresent(device -> text.append(";+sip.instance=\"")
                .append(device.instance())
                .append("\";reg-id=")
                .append(device.regId()));
        return text.toString();
    }

    private Response badExtension(Request register, List<String> unknown) {
        Response response = response(420, "Bad Extension", register);
        try {
            for (String tag : unknown) {
                response.addHeader(headers.createUnsupportedHeader(tag));
            }
        } catch (ParseException e) {
            throw new IllegalStateException("the stack does not take an option tag it has read", e);
        }
        return response;
    }

    private void addMinExpires(Response response) {
        try {
            response.addHeader(headers.createMinExpiresHeader((int) times.shortest().toSeconds()));
        } catch (InvalidArgumentException e) {
            throw new IllegalStateException("a shortest time is positive", e);
        }
    }

    private Response response(int status, String reason, Request register) {
        try {
            Response response = messages.createResponse(status, register);
            response.setReasonPhrase(reason);
            return response;
        } catch (ParseException e) {
            throw new IllegalStateException("the stack cannot answer " + register.getMethod(), e);
        }
    }
}
