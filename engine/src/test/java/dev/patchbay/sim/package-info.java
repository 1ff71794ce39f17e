/**
 * A network without sockets and without time: deterministic, seeded, stepped by the test. Start reading at
 * {@link dev.patchbay.sim.SimNetwork}.
 */
package dev.patchbay.sim;
