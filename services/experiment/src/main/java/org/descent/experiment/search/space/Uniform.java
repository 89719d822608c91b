package org.descent.experiment.search.space;

import org.descent.contracts.Decimal;

/** Every float32 from {@code low} to {@code high}, both included, equal differences alike. */
public record Uniform(double low, double high) implements Range {
  /**
   * @throws org.descent.contracts.InvalidSpec if the ends are not two float32s in ascending order
   */
  public Uniform {
    Float32.requireRange("uniform", low, high);
  }

  @Override
  public Number at(double unit) {
    return Float32.shortest(low + unit * (high - low), low, high);
  }

  @Override
  public double unit(Number value) {
    return Cells.clamp(((double) value.floatValue() - low) / (high - low));
  }

  @Override
  public double canonical(double unit) {
    return unit(Float32.nearest(low + unit * (high - low), low, high));
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
    return "uniform from " + Decimal.text(low) + " to " + Decimal.text(high);
  }
}
