package org.descent.control.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.descent.experiment.Variant;
import org.descent.experiment.statistics.Interval;
import org.descent.experiment.statistics.KaplanMeier;
import org.descent.experiment.statistics.Median;
import org.descent.experiment.statistics.VariantSummaries;

/**
 * The share of a variant's trials still short of their target, by Kaplan and Meier.
 *
 * @param observed trials that the estimate rests on
 * @param last the last iteration known of: until there the estimate reaches
 * @param banded whether there are trials enough for the steps' bands to say anything
 * @param median of iterations to target, as everywhere; null if beyond the budget
 * @param medianLow end of its 95 % confidence interval; null if there is none, or beyond the budget
 * @param steps at most {@link #STEPS}
 */
public record SurvivalView(
    int ordinal,
    String label,
    int observed,
    int last,
    boolean banded,
    Double median,
    Double medianLow,
    Double medianHigh,
    List<Step> steps) {
  /** More than this no screen can show. */
  static final int STEPS = 200;

  /** The share from this iteration on, with its band of 95 %. */
  public record Step(int iteration, double survival, double low, double high) {}

  static SurvivalView of(Findings findings, Variant variant) {
    var observations = VariantSummaries.observations(variant, findings.endings(variant));
    var estimate = KaplanMeier.of(observations);
    var median = observations.isEmpty() ? null : Median.of(observations);
    var interval = median == null ? Optional.<Interval>empty() : median.interval();
    return new SurvivalView(
        variant.ordinal(),
        variant.label(),
        observations.size(),
        observations.stream().mapToInt(o -> o.iterations()).max().orElse(0),
        observations.size() >= Median.NEEDED,
        median == null ? null : finite(median.iterations()),
        interval.map(i -> finite(i.low())).orElse(null),
        interval.map(i -> finite(i.high())).orElse(null),
        thinned(estimate.steps()));
  }

  private static List<Step> thinned(List<KaplanMeier.Step> steps) {
    var kept = new ArrayList<Step>();
    int count = Math.min(steps.size(), STEPS);
    for (int i = 0; i < count; i++) {
      int at = count < 2 ? 0 : (int) ((long) i * (steps.size() - 1) / (count - 1));
      var step = steps.get(at);
      kept.add(new Step(step.iteration(), step.survival(), step.low(), step.high()));
    }
    return kept;
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
