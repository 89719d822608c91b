package org.descent.control.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.descent.contracts.event.ReportPublished.Quantile;
import org.descent.experiment.Variant;
import org.descent.experiment.results.Ledger;
import org.descent.experiment.spec.ValueWords;
import org.descent.experiment.statistics.Observation;
import org.descent.experiment.statistics.Quantiles;
import org.descent.experiment.statistics.VariantSummaries;

/**
 * An experiment in a line of a list.
 *
 * @param submitted when it was first handed in, milliseconds since 1970; null where the log does
 *     not say
 * @param best the variant whose trials need the fewest iterations in the median; null while there
 *     is none, or no target
 * @param told what its search has come to, in one sentence; null where it searches nothing
 * @param strip iterations to the target of its trials, at most {@link #MOST}, ascending
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Gist(Long submitted, Best best, String told, List<Point> strip) {
  /** Points that a strip as wide as a hand has room for. */
  static final int MOST = 150;

  private static final double MEDIAN = 0.5;

  /** A variant and its median. */
  public record Best(String label, int variants, Quantile median) {}

  /** A trial: the iteration at which it reached its target, or was last seen without. */
  public record Point(int iterations, boolean reached) {}

  static Gist of(Ledger ledger, Optional<Instant> submitted) {
    var experiment = ledger.experiment();
    var trials = new VariantTrials(experiment, ledger);
    var all = new ArrayList<Observation>();
    Best best = null;
    for (var variant : experiment.variants()) {
      if (variant.training().targets().isEmpty()) {
        continue;
      }
      var observed = VariantSummaries.observations(variant, trials.endings(variant));
      all.addAll(observed);
      var median = median(observed);
      if (median.isPresent() && (best == null || shorter(median.get(), best.median))) {
        best = best(variant, experiment.variants().size(), median.get());
      }
    }
    return new Gist(
        submitted.map(Instant::toEpochMilli).orElse(null),
        best,
        ledger.searched().stream().findFirst().orElse(null),
        strip(all));
  }

  private static Best best(Variant variant, int variants, Quantile median) {
    return new Best(ValueWords.told(variant), variants, median);
  }

  private static Optional<Quantile> median(List<Observation> observed) {
    return Quantiles.of(observed).stream().filter(q -> q.probability() == MEDIAN).findFirst();
  }

  private static boolean shorter(Quantile one, Quantile other) {
    return one.reached() == other.reached() ? one.iterations() < other.iterations() : one.reached();
  }

  /** All of them, or as many at equal steps of their order. */
  private static List<Point> strip(List<Observation> observed) {
    var points =
        observed.stream()
            .map(o -> new Point(o.iterations(), o.reached()))
            .sorted(Comparator.comparingInt(Point::iterations).thenComparing(Point::reached))
            .toList();
    if (points.size() <= MOST) {
      return points;
    }
    var some = new ArrayList<Point>(MOST);
    for (int i = 0; i < MOST; i++) {
      some.add(points.get((int) ((long) i * (points.size() - 1) / (MOST - 1))));
    }
    return some;
  }
}
