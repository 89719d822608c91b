package org.descent.experiment.search.space;

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
    return (float) value.doubleValue() >= (float) low
        && (float) value.doubleValue() <= (float) high;
  }

  @Override
  public long size() {
    return Long.MAX_VALUE;
  }

  /** As it is told to users. */
  @Override
  public String toString() {
    return "uniform from " + Float32.text(low) + " to " + Float32.text(high);
  }
}
