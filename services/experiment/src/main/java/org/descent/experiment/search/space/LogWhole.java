package org.descent.experiment.search.space;

import org.descent.contracts.InvalidSpec;
import org.hipparchus.util.FastMath;

/**
 * The whole numbers from {@code low} to {@code high}, both included, equal ratios alike: each
 * stands for what rounds to it, from ½ below to ½ above.
 */
public record LogWhole(long low, long high) implements Range {
  /**
   * @throws InvalidSpec unless 1 ≤ low &lt; high ≤ 2⁵³
   */
  public LogWhole {
    Whole.requireRange("log-int", low, high);
    InvalidSpec.unless(low > 0, "log-int from %d, expected a whole number above 0", low);
  }

  @Override
  public Number at(double unit) {
    double value = (low - 0.5) * FastMath.exp(unit * stretch());
    return Cells.number(Math.max(low, Math.min(high, Math.round(value))));
  }

  @Override
  public double unit(Number value) {
    double whole = value.doubleValue();
    double below = FastMath.log((whole - 0.5) / (low - 0.5));
    double above = FastMath.log((whole + 0.5) / (low - 0.5));
    return Cells.clamp((below + above) / 2 / stretch());
  }

  private double stretch() {
    return FastMath.log((high + 0.5) / (low - 0.5));
  }

  @Override
  public boolean contains(Number value) {
    return Whole.holds(low, high, value);
  }

  @Override
  public long size() {
    return Whole.count(low, high);
  }

  /** As it is told to users. */
  @Override
  public String toString() {
    return "log-int from " + low + " to " + high;
  }
}
