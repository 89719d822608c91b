package org.descent.control.page;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.descent.experiment.Variant;
import org.descent.experiment.results.Spacing;
import org.descent.experiment.results.Thinning;
import org.descent.experiment.spec.ValueWords;
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
 * @param steps those that it takes to draw all of them
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
  /** Columns of pixels that a chart may have. */
  private static final int COLUMNS = 1000;

  /** The share from this iteration on, with its band of 95 %. */
  public record Step(int iteration, double survival, double low, double high) {}

  static SurvivalView of(VariantTrials trials, Variant variant) {
    var observations = VariantSummaries.observations(variant, trials.endings(variant));
    var estimate = KaplanMeier.of(observations);
    int last = observations.stream().mapToInt(o -> o.iterations()).max().orElse(0);
    var median = observations.isEmpty() ? null : Median.of(observations);
    var interval = median == null ? Optional.<Interval>empty() : median.interval();
    return new SurvivalView(
        variant.ordinal(),
        ValueWords.told(variant),
        observations.size(),
        last,
        observations.size() >= Median.NEEDED,
        median == null ? null : finite(median.iterations()),
        interval.map(i -> finite(i.low())).orElse(null),
        interval.map(i -> finite(i.high())).orElse(null),
        drawn(estimate.steps(), last));
  }

  /** The steps that it takes to draw the estimate, on a linear axis as on a logarithmic one. */
  private static List<Step> drawn(List<KaplanMeier.Step> steps, int last) {
    var kept = new BitSet();
    for (var spacing : Spacing.values()) {
      var thinning = new Thinning(spacing, last, COLUMNS);
      for (var line :
          List.<ToDoubleFunction<KaplanMeier.Step>>of(
              KaplanMeier.Step::survival, KaplanMeier.Step::low, KaplanMeier.Step::high)) {
        thinning.mark(
            i -> steps.get(i).iteration(),
            steps.size(),
            i -> line.applyAsDouble(steps.get(i)),
            false,
            kept);
      }
    }
    return kept.stream()
        .mapToObj(steps::get)
        .map(s -> new Step(s.iteration(), s.survival(), s.low(), s.high()))
        .toList();
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
