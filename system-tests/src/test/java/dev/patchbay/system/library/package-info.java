/**
 * The SIP side as a library against real relays. Start reading at {@link dev.patchbay.system.library.ModuleFunctionsRelayTest}.
 */
package dev.patchbay.system.library;
