/**
 * SIP programs of others around the relay: {@link dev.patchbay.system.sip.Kamailio} with the configurations of its users,
 * {@link dev.patchbay.system.sip.Sipp} user agents by scenario and {@link dev.patchbay.system.sip.Baresip} phones with sound.
 */
package dev.patchbay.system.sip;
