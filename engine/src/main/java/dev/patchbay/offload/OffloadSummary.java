package dev.patchbay.offload;

import dev.patchbay.linux.forward.KernelAttach;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * In-kernel forwarding as a whole, for operators.
 *
 * @param isOn whether streams can be offloaded
 * @param reason in words; why not, if it is off
 * @param table of {@link OffloadSettings}
 * @param attach how programs are attached, AUTO if none is
 * @param interfaces that programs are attached to
 * @param maxFlows streams at most
 * @param attempts by their outcome, {@link Placement#KERNEL} for success
 * @param returns streams that came back to user space, by reason
 * @param detached how often somebody else detached a program
 */
public record OffloadSummary(
        boolean isOn,
        String reason,
        int table,
        KernelAttach attach,
        List<String> interfaces,
        int maxFlows,
        Map<Placement, Long> attempts,
        Map<Placement, Long> returns,
        long detached) {

    public OffloadSummary {
        interfaces = List.copyOf(interfaces);
        attempts = new EnumMap<>(attempts);
        returns = new EnumMap<>(returns);
    }

    /** @param reason why it is off */
    public static OffloadSummary off(String reason) {
        return new OffloadSummary(false, reason, -1, KernelAttach.AUTO, List.of(), 0, empty(), empty(), 0);
    }

    private static Map<Placement, Long> empty() {
        Map<Placement, Long> all = new EnumMap<>(Placement.class);
        for (Placement placement : Placement.values()) {
            all.put(placement, 0L);
        }
        return all;
    }

    /** Streams that the kernel failed. */
    public long setbacks() {
        return returns.entrySet().stream()
                .filter(e -> OffloadPolicy.isSetback(e.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
