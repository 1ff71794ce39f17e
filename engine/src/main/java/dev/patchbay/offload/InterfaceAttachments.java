package dev.patchbay.offload;

import dev.patchbay.linux.forward.Attachment;
import dev.patchbay.linux.forward.KernelForwarder;
import dev.patchbay.linux.netlink.NetDevice;
import dev.patchbay.linux.netlink.RouteSocket;
import dev.patchbay.log.RelayLog;
import dev.patchbay.log.Subsystem;
import dev.patchbay.net.IpAddress;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keeps the programs attached to the interfaces of the media addresses, which may come and go. Owner: one thread. */
final class InterfaceAttachments implements AutoCloseable {

    private static final RelayLog LOG = RelayLog.of(Subsystem.CORE);

    private final KernelForwarder forwarder;
    private final RouteSocket routes;
    private final Set<String> allowed;
    private final Set<IpAddress> mediaAddresses;
    private final OffloadCounters counters;

    private record Attached(NetDevice device, Attachment attachment) {}

    private final Map<Integer, Attached> attached = new HashMap<>();
    /** A media address is on {@code lo} but not of 127.0.0.0/8 or ::1: its packets come by any interface. */
    private boolean servesAll;

    /** Interfaces that are left alone: attaching failed, or somebody detached the program and will have had a reason. */
    private final Set<Integer> leftAlone = new HashSet<>();

    /** @param allowed names; empty for all */
    InterfaceAttachments(
            KernelForwarder forwarder,
            RouteSocket routes,
            Set<String> allowed,
            Set<IpAddress> mediaAddresses,
            OffloadCounters counters) {
        this.forwarder = forwarder;
        this.routes = routes;
        this.allowed = Set.copyOf(allowed);
        this.mediaAddresses = Set.copyOf(mediaAddresses);
        this.counters = counters;
    }

    /**
     * Attaches to interfaces that are new, lets go of those that are gone or have no media address any more.
     *
     * @return the interfaces that programs are attached to now
     * @throws IOException when the kernel does not list them
     */
    List<NetDevice> refresh() throws IOException {
        Map<Integer, NetDevice> present = new HashMap<>();
        for (NetDevice device : routes.devices()) {
            present.put(device.index(), device);
        }
        leftAlone.retainAll(present.keySet());
        servesAll = present.values().stream().anyMatch(this::bearsRoutedAddress);
        attached.values().removeIf(a -> !keep(a, present));
        for (NetDevice device : present.values()) {
            if (!isWanted(device) || leftAlone.contains(device.index())) {
                continue;
            }
            Attached before = attached.get(device.index());
            if (before != null) {
                attached.put(device.index(), new Attached(device, before.attachment()));
            } else {
                attach(device);
            }
        }
        return attached.values().stream().map(Attached::device).toList();
    }

    private boolean keep(Attached one, Map<Integer, NetDevice> present) {
        NetDevice device = present.get(one.device().index());
        if (device != null && isWanted(device)) {
            return true;
        }
        LOG.info("In-kernel forwarding: interface {} is no longer served", one.device().name());
        one.attachment().close();
        return false;
    }

    private boolean isWanted(NetDevice device) {
        return device.isUp() && (servesAll || hasMediaAddress(device)) && (allowed.isEmpty() || allowed.contains(device.name()));
    }

    private boolean bearsRoutedAddress(NetDevice device) {
        return device.isLoopback()
                && mediaAddresses.stream().anyMatch(a -> !a.isLoopback() && device.addresses().contains(a));
    }

    private boolean hasMediaAddress(NetDevice device) {
        for (IpAddress address : mediaAddresses) {
            // All of 127.0.0.0/8 is on lo, though it lists one address only.
            if (device.addresses().contains(address) || (device.isLoopback() && address.isLoopback())) {
                return true;
            }
        }
        return false;
    }

    private void attach(NetDevice device) {
        Optional<String> obstacle = attachTo(device);
        if (obstacle.isPresent()) {
            leftAlone.add(device.index());
            LOG.warn(
                    "In-kernel forwarding: not on interface {}, its packets are relayed in user space: {}",
                    device.name(),
                    obstacle.get());
        }
    }

    private Optional<String> attachTo(NetDevice device) {
        if (device.kind() != NetDevice.ETHERNET && !device.isLoopback()) {
            return Optional.of("only interfaces with an Ethernet header and lo were tried, this one is of ARPHRD kind "
                    + device.kind());
        }
        try {
            attached.put(device.index(), new Attached(device, forwarder.attach(device.index())));
            LOG.info("In-kernel forwarding: attached to interface {} by {}", device.name(), forwarder.attach().word());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Notices programs that somebody else detached. @return whether there were any */
    boolean dropDetached() {
        return attached.values().removeIf(a -> {
            if (a.attachment().isAttached()) {
                return false;
            }
            counters.detached.increment();
            leftAlone.add(a.device().index());
            a.attachment().close();
            LOG.warn(
                    "In-kernel forwarding: the program was detached from interface {} by somebody else or with the"
                            + " interface; its packets are relayed in user space",
                    a.device().name());
            return true;
        });
    }

    List<NetDevice> devices() {
        return attached.values().stream().map(Attached::device).toList();
    }

    @Override
    public void close() {
        attached.values().forEach(a -> a.attachment().close());
        attached.clear();
    }
}
