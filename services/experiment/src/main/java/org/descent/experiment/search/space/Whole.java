package org.descent.experiment.search.space;

import org.descent.contracts.InvalidSpec;

/** The whole numbers from {@code low} to {@code high}, both included, equal differences alike. */
public record Whole(long low, long high) implements Range {
  /** Up to here whole numbers are exact as a double. */
  static final long MOST = 1L << 53;

  /**
   * @throws InvalidSpec unless −2⁵³ ≤ low &lt; high ≤ 2⁵³
   */
  public Whole {
    requireRange("int", low, high);
  }

  static void requireRange(String name, long low, long high) {
    InvalidSpec.unless(
        low >= -MOST && high <= MOST,
        "%s from %d to %d, expected whole numbers from -2^53 to 2^53",
        name,
        low,
        high);
    InvalidSpec.unless(
        low < high, "%s from %d to %d, expected the lower end first", name, low, high);
  }

  /** Whether {@code value} is a whole number between the ends. */
  static boolean holds(long low, long high, Number value) {
    return value.longValue() == value.doubleValue()
        && value.longValue() >= low
        && value.longValue() <= high;
  }

  /** How many there are between the ends. */
  static long count(long low, long high) {
    return high - low + 1;
  }

  @Override
  public Number at(double unit) {
    return Cells.number(low + Cells.at(unit, size()));
  }

  @Override
  public double unit(Number value) {
    return Cells.clamp(Cells.middle(value.longValue() - low, size()));
  }

  @Override
  public boolean contains(Number value) {
    return holds(low, high, value);
  }

  @Override
  public long size() {
    return count(low, high);
  }

  /** As it is told to users. */
  @Override
  public String toString() {
    return "int from " + low + " to " + high;
  }
}
