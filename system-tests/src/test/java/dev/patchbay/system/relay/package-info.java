/**
 * The relay a system test talks to: Debian's rtpengine or Patchbay, both as {@link dev.patchbay.system.relay.RelayProcess}, and an ng
 * client. Which one is chosen by {@link dev.patchbay.system.relay.RelayUnderTest}.
 */
package dev.patchbay.system.relay;
