/**
 * The phone as a command: {@link dev.patchbay.phone.PhoneCommand} reads options, runs a {@code dev.patchbay.phone.call.Phone} and prints what
 * it heard.
 *
 * <p>Threads: the caller's; {@code stop} from any.
 */
@org.jspecify.annotations.NullMarked
package dev.patchbay.phone;
