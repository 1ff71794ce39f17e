/**
 * Local addresses and ports for media: named interfaces, how one is chosen, and the pools that ports come from and rest in.
 *
 * <p>Threads: any; each pool guards itself. Start reading at {@link dev.patchbay.port.PortAllocator}.
 */
package dev.patchbay.port;
