package org.descent.experiment.search.space;

import java.math.BigDecimal;
import org.descent.contracts.Decimal;
import org.descent.contracts.InvalidSpec;

/**
 * {@code low}, {@code low + step}, … up to {@code high}, which need not be among them. Computed in
 * decimal: from 0.1 by 0.1 comes 0.3, not 0.30000000000000004.
 */
public record Quantised(double low, double high, double step) implements Range {
  private static final long MOST = 1L << 24; // so that neighbours can differ as float32

  /**
   * @throws InvalidSpec if the ends are not two float32s in ascending order, or no two steps differ
   */
  public Quantised {
    Float32.requireRange("quantised", low, high);
    InvalidSpec.unless(
        step > 0 && step <= high - low,
        "quantised by %s, expected a step above 0 and up to %s",
        Decimal.text(step),
        Decimal.text(high - low));
    InvalidSpec.unless(
        (high - low) / step < MOST
            && (float) (low + step) > (float) low
            && (float) high > (float) (high - step),
        "quantised by %s from %s to %s, expected steps that differ as float32",
        Decimal.text(step),
        Decimal.text(low),
        Decimal.text(high));
  }

  @Override
  public Number at(double unit) {
    return value(Cells.at(unit, size()));
  }

  private Number value(long cell) {
    var value =
        BigDecimal.valueOf(low).add(BigDecimal.valueOf(step).multiply(BigDecimal.valueOf(cell)));
    return Float32.shortest(value.doubleValue());
  }

  @Override
  public double unit(Number value) {
    return Cells.clamp(Cells.middle(cell(value), size()));
  }

  private long cell(Number value) {
    return Math.round((value.doubleValue() - low) / step);
  }

  @Override
  public boolean contains(Number value) {
    long cell = cell(value);
    return cell >= 0
        && cell < size()
        && (float) value.doubleValue() == (float) value(cell).doubleValue();
  }

  @Override
  public long size() {
    return BigDecimal.valueOf(high)
            .subtract(BigDecimal.valueOf(low))
            .divideToIntegralValue(BigDecimal.valueOf(step))
            .longValue()
        + 1;
  }

  /** As it is told to users. */
  @Override
  public String toString() {
    return "from " + Decimal.text(low) + " to " + Decimal.text(high) + " by " + Decimal.text(step);
  }
}
