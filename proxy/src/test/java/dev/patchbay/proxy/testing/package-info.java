/** A proxy and phones for tests. */
package dev.patchbay.proxy.testing;
