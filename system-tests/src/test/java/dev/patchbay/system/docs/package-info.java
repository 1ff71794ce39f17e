/**
 * Keeps the documents true where a program can: rows, proofs, names and links. Start reading at
 * {@link dev.patchbay.system.docs.CompatibilityTableTest}.
 */
package dev.patchbay.system.docs;
