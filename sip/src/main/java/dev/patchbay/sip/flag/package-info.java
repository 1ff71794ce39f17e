/**
 * The modules' flags strings: what each token becomes in the dictionary that goes to the relay.
 * {@link dev.patchbay.sip.flag.OpenSipsFlagParser} and {@link dev.patchbay.sip.flag.KamailioFlagParser} read them as their modules do;
 * {@link dev.patchbay.sip.flag.FlagExplainer} says in words what a string means.
 *
 * <p>Threads: any. Start reading at {@link dev.patchbay.sip.flag.FlagParser}.
 */
@org.jspecify.annotations.NullMarked
package dev.patchbay.sip.flag;
