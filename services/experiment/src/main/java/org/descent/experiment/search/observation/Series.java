package org.descent.experiment.search.observation;

import java.util.Arrays;

/** A metric over the iterations at which it is known, perhaps at the last one alone. */
public final class Series {
  private final int[] iterations;
  private final double[] values;

  /**
   * @param iterations ascending, from 1; at least one
   * @param values as many
   */
  public Series(int[] iterations, double[] values) {
    if (iterations.length != values.length || iterations.length == 0) {
      throw new IllegalArgumentException(
          iterations.length + " iterations and " + values.length + " values");
    }
    this.iterations = iterations.clone();
    this.values = values.clone();
  }

  /** One value, at one iteration. */
  public static Series of(int iteration, double value) {
    return new Series(new int[] {iteration}, new double[] {value});
  }

  /** Number of iterations at which it is known, 1 or more. */
  public int size() {
    return iterations.length;
  }

  public int iteration(int place) {
    return iterations[place];
  }

  public double value(int place) {
    return values[place];
  }

  public double last() {
    return values[values.length - 1];
  }

  /** Whether all of its values are numbers, none infinite. */
  public boolean isFinite() {
    return Arrays.stream(values).allMatch(Double::isFinite);
  }

  /** Its values up to {@code iteration}; the first one, if all come later. */
  public Series upTo(int iteration) {
    int place = Arrays.binarySearch(iterations, iteration);
    int length = Math.max(1, place >= 0 ? place + 1 : -place - 1);
    return length == iterations.length
        ? this
        : new Series(Arrays.copyOf(iterations, length), Arrays.copyOf(values, length));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Series series
        && Arrays.equals(iterations, series.iterations)
        && Arrays.equals(values, series.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(iterations) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return Arrays.toString(iterations) + " " + Arrays.toString(values);
  }
}
