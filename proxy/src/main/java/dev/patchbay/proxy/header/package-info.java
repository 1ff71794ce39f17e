/** Reading headers of JAIN-SIP messages, where its interface has iterators without types. Threads: as the message. */
@org.jspecify.annotations.NullMarked
package dev.patchbay.proxy.header;
