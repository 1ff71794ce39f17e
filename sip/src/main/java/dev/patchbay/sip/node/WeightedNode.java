package dev.patchbay.sip.node;

/**
 * A node's place in a set.
 *
 * @param isDisplayed false when it is in no list any more but calls may still be on it: never chosen for new calls
 */
public record WeightedNode(RelayNode node, int weight, boolean isDisplayed) {}
