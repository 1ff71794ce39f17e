/**
 * Media forwarded in the kernel: the real daemon between two hosts, each a network namespace, joined by virtual Ethernet cables. Start
 * reading at {@code KernelForwardingTest}.
 */
package dev.patchbay.system.kernel;
