/**
 * The SIP proxy's options: one table ({@link dev.patchbay.daemon.proxy.ProxyOption}) for the command lines of {@code patchbay proxy}, where
 * they have these names, and {@code patchbay run}, where they begin with {@code --sip-}; and for their help.
 */
@org.jspecify.annotations.NullMarked
package dev.patchbay.daemon.proxy;
