package org.descent.experiment.search.space;

/**
 * Numbers in an order, stretched over the unit interval: equal lengths are equally likely before
 * anything is known.
 */
public sealed interface Range extends Domain
    permits Uniform, LogUniform, Whole, LogWhole, Quantised {
  /**
   * The value at {@code unit}: an Integer or Long of whole numbers, else a Double that is the
   * shortest decimal of a float32.
   *
   * @param unit in [0, 1]
   */
  Number at(double unit);

  /** The middle of what {@link #at} maps to {@code value}, in [0, 1]: {@code at(unit(v))} is v. */
  double unit(Number value);

  /** {@code unit(at(unit))}: the same for all that stands for one value. */
  default double canonical(double unit) {
    return unit(at(unit));
  }

  /** Whether {@code value} is one that {@link #at} can yield. */
  boolean contains(Number value);

  /** How many values there are; {@link Long#MAX_VALUE} for every float32 between two ends. */
  long size();
}
