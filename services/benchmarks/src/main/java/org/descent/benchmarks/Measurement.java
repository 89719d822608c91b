package org.descent.benchmarks;

import java.util.Map;

/**
 * How fast one way of doing a piece of work was.
 *
 * @param peer who did it
 * @param work {@code dense} or {@code conv}
 * @param stepsPerSecond trials × iterations per second, the median of the repeats
 * @param loss of the first trial at a few iterations, to show that it was the same work
 */
record Measurement(
    String peer,
    String work,
    int trials,
    int threads,
    double stepsPerSecond,
    double fastest,
    double slowest,
    Map<String, Double> loss) {}
