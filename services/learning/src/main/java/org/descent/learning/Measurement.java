package org.descent.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.Split;
import org.descent.contracts.spec.TargetSpec;

/** One iteration's metrics, as judged against targets and as written to curves. */
public final class Measurement {
  private Measurement() {}

  /**
   * Reads a column of a program's metrics.
   *
   * @param values row-major [2 · heads, columns]: losses and numbers of right answers
   * @param examples that they were measured on
   */
  public static Metrics metrics(
      List<HeadSpec> heads, float[] values, int columns, int column, int examples) {
    return of(
        heads,
        head -> values[2 * head * columns + column],
        head -> values[(2 * head + 1) * columns + column] / (double) examples);
  }

  private static Metrics of(
      List<HeadSpec> heads, IntToDoubleFunction headLoss, IntToDoubleFunction headAccuracy) {
    var measured = new ArrayList<Metrics.Head>();
    double loss = 0;
    double accuracy = 1;
    for (int i = 0; i < heads.size(); i++) {
      var head =
          new Metrics.Head(
              heads.get(i).name(), headLoss.applyAsDouble(i), headAccuracy.applyAsDouble(i));
      loss += heads.get(i).weight() * head.loss();
      accuracy = Math.min(accuracy, head.accuracy());
      measured.add(head);
    }
    return new Metrics(loss, accuracy, measured);
  }

  /** The names of a network's curves. */
  public static List<String> names(List<HeadSpec> heads) {
    return namesOf(heads.stream().map(HeadSpec::name).toList());
  }

  /** The same by the heads' names. */
  static List<String> namesOf(List<String> heads) {
    var total = Stream.of("loss", "accuracy");
    return heads.size() == 1
        ? total.toList()
        : Stream.concat(total, heads.stream().flatMap(h -> Stream.of(h + ".loss", h + ".accuracy")))
            .toList();
  }

  /** A metric on a split as people know it: {@code validation.loss}. */
  static String name(Split split, String head, TargetSpec.Metric metric) {
    return split.word()
        + (head.isEmpty() ? "" : "." + head)
        + (metric == TargetSpec.Metric.ACCURACY ? ".accuracy" : ".loss");
  }

  /** One value for each of {@link #names}. */
  public static float[] point(Metrics metrics) {
    int heads = metrics.heads().size();
    var point = new float[heads == 1 ? 2 : 2 + 2 * heads];
    point[0] = (float) metrics.loss();
    point[1] = (float) metrics.accuracy();
    for (int i = 0; heads > 1 && i < heads; i++) {
      point[2 + 2 * i] = (float) metrics.heads().get(i).loss();
      point[3 + 2 * i] = (float) metrics.heads().get(i).accuracy();
    }
    return point;
  }

  /**
   * The metrics of examples that were looked at in blocks.
   *
   * @param sums of each head: of its losses, and its number of right answers
   */
  public static Metrics ofSums(List<HeadSpec> heads, double[] sums, int examples) {
    return of(heads, head -> sums[2 * head] / examples, head -> sums[2 * head + 1] / examples);
  }

  /** Whether the loss has become NaN or infinite. */
  public static boolean diverged(Metrics metrics) {
    return !Float.isFinite((float) metrics.loss());
  }

  /**
   * What became NaN or infinite at {@code iteration}, in words: the loss of the first head whose
   * loss did, or else their weighted sum.
   *
   * @param metrics of a trial that has diverged
   */
  public static String divergence(Metrics metrics, int iteration) {
    return metrics.heads().stream()
        .filter(head -> !Float.isFinite((float) head.loss()))
        .findFirst()
        .map(head -> divergence(head.name() + ".loss", head.loss(), iteration))
        .orElseGet(() -> divergence("loss", metrics.loss(), iteration));
  }

  private static String divergence(String metric, double value, int iteration) {
    var became = Double.isNaN(value) ? "NaN" : "infinite";
    return "%s became %s at iteration %d".formatted(metric, became, iteration);
  }

  /** Whether there are targets and all of them hold. */
  public static boolean reached(List<TargetSpec> targets, Metrics metrics) {
    return !targets.isEmpty()
        && targets.stream().allMatch(t -> t.reachedBy(value(t.metric(), t.head(), metrics)));
  }

  /**
   * One of {@code metrics}.
   *
   * @param head {@code ""} for that of the network
   */
  static double value(TargetSpec.Metric metric, String head, Metrics metrics) {
    boolean accuracy = metric == TargetSpec.Metric.ACCURACY;
    if (head.isEmpty()) {
      return accuracy ? metrics.accuracy() : metrics.loss();
    }
    var own = metrics.heads().stream().filter(h -> h.name().equals(head)).findFirst().get();
    return accuracy ? own.accuracy() : own.loss();
  }
}
