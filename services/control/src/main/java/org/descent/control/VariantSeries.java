package org.descent.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.descent.contracts.event.End;
import org.descent.contracts.event.TrainingProgressed;

/** What is exported about one variant's trials together; how many they are does not show. */
final class VariantSeries {
  /** One number of a distribution over trials. */
  record Stat(String name, double value) {}

  /** Loss and accuracy over the trials at one milestone. */
  record Milestone(int iteration, int trials, List<Stat> loss, List<Stat> accuracy) {}

  private final String label;
  private final Map<String, CurveMilestones> curves = new HashMap<>();
  private final Map<End, Integer> ends = new EnumMap<>(End.class);
  private int expected;
  private List<Milestone> milestones; // null: to be found anew

  VariantSeries(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  void expect(int trials) {
    expected += trials;
  }

  int expected() {
    return expected;
  }

  /**
   * @param values [metrics][count]
   */
  void on(List<String> metrics, TrainingProgressed.Slice slice, List<float[]> values) {
    milestones = null;
    curve(slice.trial()).on(metrics, slice, values);
  }

  void ended(String trial, End end) {
    milestones = null;
    curve(trial).end();
    ends.merge(end, 1, Integer::sum);
  }

  private CurveMilestones curve(String trial) {
    return curves.computeIfAbsent(trial, t -> new CurveMilestones());
  }

  /** Trials that have come to this end. */
  int ended(End end) {
    return ends.getOrDefault(end, 0);
  }

  /** The distribution of curves at each milestone up to the first that no trial went beyond. */
  List<Milestone> milestones() {
    if (milestones == null) {
      milestones = List.copyOf(found());
    }
    return milestones;
  }

  private List<Milestone> found() {
    int longest = curves.values().stream().mapToInt(CurveMilestones::length).max().orElse(0);
    var milestones = new ArrayList<Milestone>();
    for (int m = 0; longest > 0 && m <= Milestones.ceiling(longest); m++) {
      int milestone = m;
      var loss = sorted(c -> c.loss(milestone), Double.POSITIVE_INFINITY);
      var accuracy = sorted(c -> c.accuracy(milestone), 0);
      if (loss.length > 0) {
        milestones.add(
            new Milestone(
                Milestones.at(m),
                loss.length,
                stats(loss, loss[0], loss[loss.length - 1]),
                stats(accuracy, accuracy[accuracy.length - 1], accuracy[0])));
      }
    }
    return milestones;
  }

  private double[] sorted(Function<CurveMilestones, OptionalDouble> value, double insteadOfNaN) {
    var values = new double[curves.size()];
    int count = 0;
    for (var curve : curves.values()) {
      var found = value.apply(curve);
      if (found.isPresent()) {
        values[count++] = finiteOr(found.getAsDouble(), insteadOfNaN);
      }
    }
    Arrays.sort(values, 0, count);
    return Arrays.copyOf(values, count);
  }

  private static double finiteOr(double value, double otherwise) {
    return Double.isNaN(value) ? otherwise : value;
  }

  private static List<Stat> stats(double[] sorted, double best, double worst) {
    return Arrays.asList(
        new Stat("best", best),
        new Stat("p10", quantile(sorted, 0.1)),
        new Stat("p50", quantile(sorted, 0.5)),
        new Stat("p90", quantile(sorted, 0.9)),
        new Stat("worst", worst));
  }

  /** Nearest rank. */
  private static double quantile(double[] sorted, double probability) {
    return sorted[Math.max(0, (int) Math.ceil(probability * sorted.length) - 1)];
  }
}
