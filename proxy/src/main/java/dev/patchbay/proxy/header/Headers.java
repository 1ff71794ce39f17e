package dev.patchbay.proxy.header;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.sip.header.Header;
import javax.sip.header.Parameters;
import javax.sip.message.Message;

/** All headers of one name, in their order, with a type. */
public final class Headers {

    private Headers() {}

    /** Those of the name that are of the type; the stack keeps one that it could not parse under another type. */
    public static <T extends Header> List<T> all(Message message, String name, Class<T> type) {
        List<T> found = new ArrayList<>();
        Iterator<?> headers = message.getHeaders(name);
        while (headers.hasNext()) {
            Object header = headers.next();
            if (type.isInstance(header)) {
                found.add(type.cast(header));
            }
        }
        return found;
    }

    /** The only or topmost one. */
    public static <T extends Header> Optional<T> first(Message message, String name, Class<T> type) {
        return Optional.ofNullable(message.getHeader(name)).filter(type::isInstance).map(type::cast);
    }

    /** Whether a parameter is there, with or without a value. */
    public static boolean has(Parameters header, String parameter) {
        Iterator<?> names = header.getParameterNames();
        while (names != null && names.hasNext()) {
            if (parameter.equalsIgnoreCase(String.valueOf(names.next()))) {
                return true;
            }
        }
        return false;
    }
}
