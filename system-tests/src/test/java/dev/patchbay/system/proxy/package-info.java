/**
 * Our SIP proxy under load, in trouble and under attack: with sipp, phones of the test, and a real relay. A stage
 * ({@link dev.patchbay.system.proxy.ProxyStage}) has the proxy in the test's own process, so that what it holds can be counted.
 */
@org.jspecify.annotations.NullMarked
package dev.patchbay.system.proxy;
