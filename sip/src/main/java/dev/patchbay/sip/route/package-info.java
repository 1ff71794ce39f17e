/**
 * The places of a routing script a function may be called from, as types: a function takes only the kinds of route that its document
 * allows, so a wrong call does not compile.
 *
 * <p>{@link dev.patchbay.sip.route.RouteContext} is a message on its way through the script, with what the functions keep about it. Its
 * subclasses are the kinds; {@link dev.patchbay.sip.route.SetRoute}, {@link dev.patchbay.sip.route.AnswerRoute} and
 * {@link dev.patchbay.sip.route.RequestOrReplyRoute} are the sets of kinds that documents name.
 *
 * <p>Threads: a context belongs to the thread that routes the message. Start reading at {@link dev.patchbay.sip.route.RouteContext}.
 */
@org.jspecify.annotations.NullMarked
package dev.patchbay.sip.route;
