/**
 * Reads the golden cases of {@code src/test/resources/offer}: ng requests with their exact replies, written as text.
 *
 * <p>Start with {@link dev.patchbay.golden.GoldenCase}; the text form is explained in the folder's {@code README.md}. The package knows
 * neither the engine nor any relay: whoever runs a case sends each {@link dev.patchbay.golden.GoldenStep} somewhere, hands the
 * reply to {@link dev.patchbay.golden.GoldenRun} and gets back what differs.
 */
package dev.patchbay.golden;
