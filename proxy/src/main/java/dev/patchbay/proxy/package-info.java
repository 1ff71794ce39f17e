/**
 * The proxy as a program sees it: options in, a running proxy out.
 */
@org.jspecify.annotations.NullMarked
package dev.patchbay.proxy;
