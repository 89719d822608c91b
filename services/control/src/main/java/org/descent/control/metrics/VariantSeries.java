package org.descent.control.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.descent.contracts.event.End;
import org.descent.contracts.event.ReportPublished.Quantile;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.contracts.spec.Split;
import org.descent.experiment.Variant;
import org.descent.experiment.results.Quantity;
import org.descent.experiment.statistics.Observation;
import org.descent.experiment.statistics.Quantiles;
import org.descent.experiment.statistics.VariantSummaries;
import org.descent.experiment.statistics.VariantSummaries.Ending;

/** What is exported about one variant's trials together; how many they are does not show. */
final class VariantSeries {
  /** One number of a distribution over trials. */
  record Stat(String name, double value) {}

  /**
   * Loss and accuracy over the trials at one milestone.
   *
   * @param trials that they are of
   * @param splits by their words; of the training split what each iteration measures
   */
  record Milestone(int iteration, int trials, Map<String, OnSplit> splits) {}

  /** Loss and accuracy on a split. */
  record OnSplit(List<Stat> loss, List<Stat> accuracy) {
    static OnSplit of(double[] loss, double[] accuracy) {
      return new OnSplit(
          stats(loss, loss[0], loss[loss.length - 1]),
          stats(accuracy, accuracy[accuracy.length - 1], accuracy[0]));
    }
  }

  /** How many trials had converged by a milestone. */
  record Converged(int iteration, int trials) {}

  /**
   * The fastest first, so far; of those whose median is not reached the ones that converge most.
   */
  static final Comparator<VariantSeries> FASTEST =
      Comparator.comparing((VariantSeries v) -> !v.medianReached())
          .thenComparingDouble(v -> v.medianReached() ? v.median.orElseThrow().iterations() : 0)
          .thenComparingDouble(v -> -v.convergedShare());

  private final String label;
  private final Map<String, String> settings;
  private final Optional<String> quantity;
  private final int budget;
  private final Map<String, CurveMilestones> curves = new HashMap<>();
  private final Map<End, Integer> ends = new EnumMap<>(End.class);
  private final List<Observation> observations = new ArrayList<>();
  private int expected;
  private Optional<Quantile> median = Optional.empty();
  private List<Milestone> milestones; // null: to be found anew

  /**
   * Nothing yet of a variant.
   *
   * @param trials that it consists of
   */
  VariantSeries(Variant variant, int trials) {
    this(
        variant.label(),
        variant.settings(),
        Optional.of(Quantity.of(variant, "loss")),
        variant.training().iterations(),
        trials);
  }

  private VariantSeries(
      String label,
      Map<String, String> settings,
      Optional<String> quantity,
      int budget,
      int trials) {
    this.label = label;
    this.settings = settings;
    this.quantity = quantity;
    this.budget = budget;
    this.expected = trials;
  }

  /** Several variants as one; losses that are different quantities are left out. */
  static VariantSeries together(String label, List<VariantSeries> variants) {
    var quantities = variants.stream().map(v -> v.quantity).distinct().toList();
    var all =
        new VariantSeries(
            label,
            Map.of(),
            quantities.size() == 1 ? quantities.get(0) : Optional.empty(),
            variants.stream().mapToInt(v -> v.budget).min().orElse(1),
            variants.stream().mapToInt(VariantSeries::expected).sum());
    for (var variant : variants) {
      all.curves.putAll(variant.curves);
      variant.ends.forEach((end, count) -> all.ends.merge(end, count, Integer::sum));
      variant.observations.forEach(o -> all.observations.add(o.within(all.budget)));
    }
    return all;
  }

  String label() {
    return label;
  }

  /** What it has for what varies, by name; empty of several variants. */
  Map<String, String> settings() {
    return settings;
  }

  /** What its loss is; empty if it is several things. */
  Optional<String> quantity() {
    return quantity;
  }

  /** Trials planned: of a search so many at least, and those that have ended beyond that. */
  int expected() {
    return Math.max(expected, ends.values().stream().mapToInt(Integer::intValue).sum());
  }

  /**
   * @param values [metrics][count]
   */
  void on(List<String> metrics, TrainingProgressed.Slice slice, List<float[]> values) {
    milestones = null;
    curve(slice.trial()).on(metrics, slice, values);
  }

  /** Whole splits of a trial have been measured. */
  void on(TrainingProgressed.Measured measured) {
    milestones = null;
    curve(measured.trial()).on(measured);
  }

  /**
   * A trial has come to its end.
   *
   * @param iterations that it took
   */
  void ended(String trial, End end, int iterations) {
    milestones = null;
    curve(trial).end();
    ends.merge(end, 1, Integer::sum);
    VariantSummaries.observation(new Ending(end, iterations), budget).ifPresent(observations::add);
  }

  /** Looks again where it stands among others: what {@link #FASTEST} goes by. */
  void rank() {
    median =
        observations.isEmpty() ? Optional.empty() : Optional.of(Quantiles.of(0.5, observations));
  }

  private boolean medianReached() {
    return median.isPresent() && median.get().reached();
  }

  private double convergedShare() {
    return observations.isEmpty() ? -1 : (double) ended(End.CONVERGED) / observations.size();
  }

  /** Iterations to target of the trials that have ended, as in the results. */
  List<Quantile> iterations() {
    return Quantiles.of(observations);
  }

  /** At each milestone up to the first that no trial went beyond. */
  List<Converged> converged() {
    int[] reached =
        observations.stream()
            .filter(Observation::reached)
            .mapToInt(Observation::iterations)
            .sorted()
            .toArray();
    var converged = new ArrayList<Converged>();
    int count = 0;
    for (int m = 0; m <= lastMilestone(); m++) {
      while (count < reached.length && reached[count] <= Milestones.at(m)) {
        count++;
      }
      converged.add(new Converged(Milestones.at(m), count));
    }
    return converged;
  }

  private int lastMilestone() {
    int curve = curves.values().stream().mapToInt(CurveMilestones::length).max().orElse(0);
    int end = observations.stream().mapToInt(Observation::iterations).max().orElse(0);
    int longest = Math.max(curve, end);
    return longest == 0 ? -1 : Milestones.ceiling(longest);
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
        var splits = new LinkedHashMap<String, OnSplit>();
        splits.put(Split.TRAIN.word(), OnSplit.of(loss, accuracy));
        for (var split : CurveMilestones.MEASURED) {
          var measured = sorted(c -> c.loss(split, milestone), Double.POSITIVE_INFINITY);
          if (measured.length > 0) {
            var right = sorted(c -> c.accuracy(split, milestone), 0);
            splits.put(split.word(), OnSplit.of(measured, right));
          }
        }
        milestones.add(new Milestone(Milestones.at(m), loss.length, splits));
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
