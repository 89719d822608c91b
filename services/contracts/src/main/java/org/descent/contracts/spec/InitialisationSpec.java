package org.descent.contracts.spec;

/**
 * How a trial's parameters start; the draws depend on the trial's seed and the network's shape
 * alone.
 */
public record InitialisationSpec(Initialiser weights, Initialiser biases) {}
