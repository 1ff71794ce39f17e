/**
 * SIP messages on the network: JAIN-SIP's parser and transports, without its transactions and dialogs.
 *
 * <p>{@link dev.patchbay.proxy.wire.SipWire} opens the listening points and sends; what arrives goes to a
 * {@link dev.patchbay.proxy.wire.WireListener} on the stack's threads, which must hand it over at once.
 */
@org.jspecify.annotations.NullMarked
package dev.patchbay.proxy.wire;
