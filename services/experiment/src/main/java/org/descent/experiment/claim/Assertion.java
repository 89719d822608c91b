package org.descent.experiment.claim;

import java.util.List;
import org.descent.contracts.event.End;

/** What is asserted of trials. */
public sealed interface Assertion {
  /** The groups of variants that it speaks of. */
  List<Group> groups();

  /** Other experiments that it speaks of, by name. */
  default List<String> others() {
    return groups().stream().filter(Group::foreign).map(Group::experiment).distinct().toList();
  }

  /** The metrics that it speaks of. */
  List<Metric> metrics();

  /**
   * The median of the first is smaller than that of the second, wherever two variants differ in
   * what the groups say alone; of two metrics that may be one variant.
   *
   * @param metric of the first
   * @param other of the second
   * @param paired seed by seed; otherwise as two samples
   * @param factor so many times the first is still smaller; 1 where they are paired
   */
  record Smaller(
      Metric metric, Group first, Metric other, Group second, boolean paired, double factor)
      implements Assertion {
    /** Once the first is. */
    public Smaller(Metric metric, Group first, Metric other, Group second, boolean paired) {
      this(metric, first, other, second, paired, 1);
    }

    @Override
    public List<Group> groups() {
      return List.of(first, second);
    }

    @Override
    public List<Metric> metrics() {
      return List.of(metric, other);
    }
  }

  /** What speaks of one metric in one group. */
  sealed interface OfOne extends Assertion {
    Metric metric();

    Group group();

    @Override
    default List<Group> groups() {
      return List.of(group());
    }

    @Override
    default List<Metric> metrics() {
      return List.of(metric());
    }
  }

  /** What speaks of limits that may be others for each variant. */
  sealed interface Limited extends OfOne {
    Limits limits();
  }

  /** The median of each variant lies between its limits. */
  record Within(Metric metric, Group group, Limits limits) implements Limited {
    /** The same limits for all. */
    public Within(Metric metric, Group group, Bounds bounds) {
      this(metric, group, Limits.of(bounds));
    }
  }

  /** Every single trial lies between the limits of its variant. */
  record Every(Metric metric, Group group, Limits limits) implements Limited {
    /** The same limits for all. */
    public Every(Metric metric, Group group, Bounds bounds) {
      this(metric, group, Limits.of(bounds));
    }
  }

  /** The share of each variant's trials that end so lies between the bounds. */
  record Share(End end, Group group, Bounds bounds) implements Assertion {
    @Override
    public List<Group> groups() {
      return List.of(group);
    }

    @Override
    public List<Metric> metrics() {
      return List.of();
    }
  }

  /**
   * Along a numeric axis the median is largest, or smallest, where the axis lies between the
   * bounds.
   *
   * @param over where along the axis it is looked for
   */
  record Peak(boolean largest, Metric metric, Group group, String axis, Bounds over, Bounds where)
      implements OfOne {}

  /**
   * Along a numeric axis the logarithm of the metric goes along a line, whose slope lies between
   * the bounds.
   *
   * @param power whether the line is one along the axis' logarithm, so that its slope is the
   *     exponent of a power; else it says how fast the metric grows
   * @param best an axis of whose values the one with the best median is looked at, wherever it is
   *     along the other; empty for none
   * @param over where along the axis
   */
  record Slope(
      boolean power,
      Metric metric,
      Group group,
      String best,
      String axis,
      Bounds over,
      Bounds bounds)
      implements OfOne {
    /** {@code exponent} or {@code growth}. */
    public String word() {
      return power ? "exponent" : "growth";
    }
  }

  /**
   * Two ends.
   *
   * @param low −∞ for none
   * @param high ∞ for none
   */
  record Bounds(double low, double high, boolean lowIncluded, boolean highIncluded) {
    public Bounds {
      if (!(low <= high)) {
        throw new IllegalArgumentException("bounds from " + low + " to " + high);
      }
    }

    static Bounds between(double low, double high) {
      return new Bounds(low, high, true, true);
    }

    /** Whether {@code value} lies between them. */
    public boolean contains(double value) {
      return (value > low || lowIncluded && value == low)
          && (value < high || highIncluded && value == high);
    }
  }
}
