/** The test phone as a user starts it, through a real proxy and the relay. */
package dev.patchbay.system.phone;
