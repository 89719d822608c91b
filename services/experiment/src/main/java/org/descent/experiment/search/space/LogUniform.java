package org.descent.experiment.search.space;

import org.descent.contracts.Decimal;
import org.descent.contracts.InvalidSpec;
import org.hipparchus.util.FastMath;

/** Every float32 from {@code low} to {@code high}, both included, equal ratios alike. */
public record LogUniform(double low, double high) implements Range {
  /**
   * @throws InvalidSpec unless 0 &lt; low &lt; high, as float32
   */
  public LogUniform {
    Float32.requireRange("log-uniform", low, high);
    InvalidSpec.unless(
        (float) low > 0, "log-uniform from %s, expected a number above 0", Decimal.text(low));
  }

  @Override
  public Number at(double unit) {
    return Float32.shortest(low * FastMath.exp(unit * FastMath.log(high / low)), low, high);
  }

  @Override
  public double unit(Number value) {
    return Cells.clamp(FastMath.log((double) value.floatValue() / low) / FastMath.log(high / low));
  }

  @Override
  public double canonical(double unit) {
    return unit(Float32.nearest(low * FastMath.exp(unit * FastMath.log(high / low)), low, high));
  }

  @Override
  public boolean contains(Number value) {
    return Float32.between(low, high, value.doubleValue());
  }

  @Override
  public long size() {
    return Long.MAX_VALUE;
  }

  /** As it is told to users. */
  @Override
  public String toString() {
    return "log-uniform from " + Decimal.text(low) + " to " + Decimal.text(high);
  }
}
