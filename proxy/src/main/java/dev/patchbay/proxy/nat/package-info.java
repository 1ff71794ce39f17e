/**
 * Addresses as the network shows them, in the place of those that peers behind NAT, and browsers, believe to have.
 *
 * <p>{@link dev.patchbay.proxy.nat.Flow} is the way a message came, {@link dev.patchbay.proxy.nat.ViaSource} notes it in the Via
 * (RFC 3581), {@link dev.patchbay.proxy.nat.ContactAlias} in the Contact, so that requests of the dialog find their way back;
 * {@link dev.patchbay.proxy.nat.NatSign} says which messages need it. Threads: as the message. Start reading at
 * {@link dev.patchbay.proxy.nat.ContactAlias}.
 */
@org.jspecify.annotations.NullMarked
package dev.patchbay.proxy.nat;
