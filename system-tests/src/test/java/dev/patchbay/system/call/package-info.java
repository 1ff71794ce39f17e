/**
 * Real calls: {@link dev.patchbay.system.call.CallLab} holds the hosts, the relay and the proxy; the test classes tell the stories.
 * Run against the reference with {@code -Drelay=reference}.
 */
package dev.patchbay.system.call;
