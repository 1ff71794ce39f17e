/**
 * What the kernel says of interfaces, addresses and routes ({@code rtnetlink(7)}): asked by
 * {@link dev.patchbay.linux.netlink.RouteSocket}, changes told by {@link dev.patchbay.linux.netlink.ChangeWatch}; and
 * {@link dev.patchbay.linux.netlink.TrafficControl}, which attaches eBPF programs where the kernel has no links for them.
 *
 * <p>Threads: each object for one thread at a time; none waits. Start reading at {@link dev.patchbay.linux.netlink.RouteSocket}.
 */
package dev.patchbay.linux.netlink;
