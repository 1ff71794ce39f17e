/**
 * The ng protocol as types: requests become a sealed {@link dev.patchbay.ngwire.NgCommand} whose flags are grouped by topic, so
 * that each layer of the relay gets only its part.
 *
 * <p>Threads: immutable, any. Start reading at {@link dev.patchbay.ngwire.NgRequestReader}.
 */
package dev.patchbay.ngwire;
