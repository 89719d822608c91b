package org.descent.experiment.results;

import java.util.Locale;
import java.util.stream.Collectors;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.experiment.Variant;
import org.descent.experiment.statistics.Interval;

/**
 * What a metric measures. Curves of different quantities have no common axis: an L2 loss of 0.1 is
 * neither more nor less than a cross-entropy of 0.3.
 */
public final class Quantity {
  private Quantity() {}

  /**
   * The quantity that {@code metric} is in a variant: {@code accuracy}, {@code L2}, {@code
   * cross-entropy}, the weighted sum of several heads' losses, or what an instrument finds.
   *
   * @param metric {@code loss}, {@code accuracy}, or of one of several heads {@code NAME.loss},
   *     {@code NAME.accuracy}; the same on a split, {@code validation.loss}
   */
  public static String of(Variant variant, String metric) {
    var training = variant.training();
    var measure = training.measure();
    if (measure != null) {
      for (var split : measure.on()) {
        if (metric.startsWith(split.word() + ".")) {
          return ofEach(training, metric.substring(split.word().length() + 1));
        }
      }
    }
    return ofEach(training, metric);
  }

  /** Between what the values of {@code metric} lie, whatever the variant. */
  static Interval possible(String metric) {
    return metric.endsWith("accuracy")
        ? new Interval(0, 1)
        : new Interval(
            metric.endsWith("loss") ? 0 : Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  private static String ofEach(TrainingSpec training, String metric) {
    if (metric.endsWith("accuracy")) {
      return "accuracy";
    }
    if (!metric.equals("loss") && !metric.endsWith(".loss")) {
      return metric; // an instrument's
    }
    var heads = training.network().heads();
    return heads.stream()
        .filter(h -> metric.equals(h.name() + ".loss"))
        .findFirst()
        .map(head -> loss(training, head))
        .orElseGet(
            () ->
                heads.size() == 1
                    ? loss(training, heads.get(0))
                    : heads.stream()
                        .map(h -> weight(h) + loss(training, h))
                        .collect(Collectors.joining(" + ")));
  }

  private static String weight(HeadSpec head) {
    return head.weight() == 1 ? "" : Numbers.significant(head.weight(), 4) + " × ";
  }

  private static String loss(TrainingSpec training, HeadSpec head) {
    var loss = head.under(training.loss());
    if (loss == Loss.L1 || loss == Loss.L2) {
      return loss.name();
    }
    var word = loss.name().toLowerCase(Locale.ROOT).replace('_', '-');
    boolean smooth = loss == Loss.CROSS_ENTROPY && head.smoothing() > 0;
    return smooth ? word + " smoothed by " + Numbers.significant(head.smoothing(), 4) : word;
  }
}
