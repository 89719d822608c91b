package org.descent.contracts.event;

/**
 * One quantity over the grid of (weight, bias).
 *
 * @param quantity {@code activation}, {@code loss}, {@code weight-gradient} or {@code
 *     bias-gradient}
 * @param weights grid points of the weight
 * @param biases grid points of the bias
 * @param values float32 little-endian, [weights, biases]
 */
public record Surface(String quantity, double[] weights, double[] biases, byte[] values) {}
