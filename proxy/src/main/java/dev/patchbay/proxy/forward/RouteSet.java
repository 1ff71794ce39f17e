package dev.patchbay.proxy.forward;

import dev.patchbay.proxy.ListenAddress;
import dev.patchbay.proxy.SipTransport;
import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.RecordRoute;
import gov.nist.javax.sip.header.Route;
import gov.nist.javax.sip.header.RouteList;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import javax.sip.SipException;
import javax.sip.address.SipURI;
import javax.sip.address.URI;

/** Route and Record-Route headers (RFC 3261 sections 16.4, 16.6 and 16.12, RFC 5658). */
final class RouteSet {

    private RouteSet() {}

    /**
     * Takes our own entries off the Route header, and undoes what a strict router before us did to the request URI.
     *
     * @return whether the request was routed by its Route header: there is another entry, or one was ours
     */
    static boolean takeOwn(SIPRequest request, OwnAddresses own) {
        boolean wasStrict = isOwnRecordRoute(request.getRequestURI(), own) && request.getRouteHeaders() != null;
        if (wasStrict) {
            // A strict router put our Record-Route URI into the request URI, and the real one at the end.
            Route last = (Route) request.getRouteHeaders().getLast();
            request.setRequestURI((URI) last.getAddress().getURI().clone());
            removeLast(request);
        }
        boolean hadOwn = wasStrict;
        // Two, when the proxy has recorded a route for each side.
        while (topRoute(request).filter(own::isOurs).isPresent()) {
            removeFirst(request);
            hadOwn = true;
        }
        return hadOwn || request.getRouteHeaders() != null;
    }

    private static boolean isOwnRecordRoute(URI uri, OwnAddresses own) {
        return uri instanceof SipURI sip && sip.hasLrParam() && own.isOurs(uri);
    }

    /** The first entry of the Route header. */
    static Optional<URI> topRoute(SIPRequest request) {
        RouteList routes = request.getRouteHeaders();
        return routes == null || routes.isEmpty()
                ? Optional.empty()
                : Optional.of(((Route) routes.getFirst()).getAddress().getURI());
    }

    /** If the next hop is a strict router, gives it the request as it expects it: its URI in the request line, the real one at the end. */
    static void adaptToStrictRouter(SIPRequest request) {
        Optional<URI> top = topRoute(request);
        if (top.isPresent() && top.get() instanceof SipURI next && !next.hasLrParam()) {
            Route last = new Route();
            AddressImpl address = new AddressImpl();
            address.setURI((URI) request.getRequestURI().clone());
            last.setAddress(address);
            removeFirst(request);
            RouteList routes = request.getRouteHeaders();
            if (routes == null) {
                request.setHeader(last);
            } else {
                routes.add(last);
            }
            request.setRequestURI((URI) next.clone());
        }
    }

    /** In front of what is there. */
    static void prepend(SIPRequest request, List<URI> path) {
        for (URI uri : path.reversed()) {
            Route route = new Route();
            AddressImpl address = new AddressImpl();
            address.setURI((URI) uri.clone());
            route.setAddress(address);
            try {
                request.addFirst(route);
            } catch (SipException e) {
                throw new IllegalStateException("Route to " + uri, e);
            }
        }
    }

    private static void removeFirst(SIPRequest request) {
        if (request.getRouteHeaders().size() == 1) {
            request.removeHeader("Route");
        } else {
            request.removeHeader("Route", true);
        }
    }

    private static void removeLast(SIPRequest request) {
        if (request.getRouteHeaders().size() == 1) {
            request.removeHeader("Route");
        } else {
            request.removeHeader("Route", false);
        }
    }

    /** Has later requests of the dialog come by here: one entry, or two if the sides differ, the callee's on top. */
    static void record(SIPMessage request, ListenAddress incoming, ListenAddress outgoing) {
        if (!incoming.equals(outgoing)) {
            push(request, incoming);
        }
        push(request, outgoing);
    }

    private static void push(SIPMessage request, ListenAddress listening) {
        try {
            RecordRoute header = new RecordRoute();
            AddressImpl address = new AddressImpl();
            address.setAddressType(AddressImpl.NAME_ADDR);
            address.setURI(uri(listening));
            header.setAddress(address);
            request.addFirst(header);
        } catch (SipException e) {
            throw new IllegalStateException("Record-Route for " + listening, e);
        }
    }

    private static SipUri uri(ListenAddress listening) {
        try {
            SipUri uri = new SipUri();
            uri.setHost(host(listening));
            uri.setPort(listening.address().port());
            if (listening.transport() != SipTransport.UDP) {
                uri.setTransportParam(listening.transport().parameter());
            }
            uri.setLrParam();
            return uri;
        } catch (ParseException e) {
            throw new IllegalStateException("no URI for " + listening, e);
        }
    }

    /** As in a URI or a Via: IPv6 in brackets. */
    static String host(ListenAddress listening) {
        String text = listening.address().ip().toString();
        return text.contains(":") ? '[' + text + ']' : text;
    }
}
