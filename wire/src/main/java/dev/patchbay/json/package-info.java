/**
 * JSON for control messages: the ng dictionary in its JSON form, and a small writer for everything else the relay prints as
 * JSON (statistics, events).
 *
 * <p>Threads: readers and writers belong to their maker. Start reading at {@link dev.patchbay.json.JsonReader}.
 */
package dev.patchbay.json;
