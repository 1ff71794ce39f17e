/**
 * Routing scripts from source to force: compiled in memory, loaded by a class loader of their own, replaced while calls go on.
 *
 * <p>Start reading at {@link dev.patchbay.proxy.script.ScriptHost}.
 */
@org.jspecify.annotations.NullMarked
package dev.patchbay.proxy.script;
