/**
 * Conversations by lot, held with Debian's rtpengine and with our daemon at the same time: every reply must be the same.
 *
 * <p>Start at {@link dev.patchbay.system.differential.ConversationDifferentialTest}. What it finds is shrunk and printed in the form
 * of a golden case; once judged it belongs there, and the golden cases stay the record of what is wanted.
 */
package dev.patchbay.system.differential;
