/** {@link dev.patchbay.phone.route.PhoneRouter}, apart from the rest because the SIP stack makes it by reflection. Threads: any. */
@org.jspecify.annotations.NullMarked
package dev.patchbay.phone.route;
