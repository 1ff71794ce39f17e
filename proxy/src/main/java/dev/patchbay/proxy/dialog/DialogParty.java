package dev.patchbay.proxy.dialog;

import dev.patchbay.proxy.nat.Flow;
import java.util.List;
import java.util.Optional;

/**
 * One side of a dialog as the other side, and the proxy between, sees it.
 *
 * @param address value of From or To, with its tag
 * @param target URI of its Contact
 * @param routes URIs of the proxies between us and it, nearest to us first
 * @param flow where to send what has no route; empty when the target leads there
 * @param cseq of its last request; 0 before the first
 */
record DialogParty(String address, String target, List<String> routes, Optional<Flow> flow, long cseq) {

    DialogParty {
        routes = List.copyOf(routes);
    }

    DialogParty withTarget(String newTarget, Optional<Flow> newFlow) {
        return new DialogParty(address, newTarget, routes, newFlow, cseq);
    }

    DialogParty withCseq(long newCseq) {
        return new DialogParty(address, target, routes, flow, Math.max(cseq, newCseq));
    }
}
