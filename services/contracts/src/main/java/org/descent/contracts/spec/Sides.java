package org.descent.contracts.spec;

/**
 * Two lengths on an image, written as {@code [height, width]}, or as one number where they are
 * equal.
 */
public record Sides(int height, int width) {}
