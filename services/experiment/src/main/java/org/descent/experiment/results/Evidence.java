package org.descent.experiment.results;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.descent.experiment.results.ExperimentResult.Comparison;
import org.descent.experiment.statistics.Estimate;
import org.descent.experiment.statistics.Interval;
import org.descent.experiment.statistics.PairedComparison;
import org.descent.experiment.statistics.UnpairedComparison;

/** Comparisons as results tell them: as values and in words. */
public final class Evidence {
  /** What the estimate of iterations is. */
  static final String RATIO = "ratio of iterations, second to first";

  static final String SIGN_TEST = "sign test (Dixon & Mood 1946), adjusted by Holm 1979";
  private static final String RANK_TEST =
      "permutation of ranks (Mann & Whitney 1947, Gehan 1965), adjusted by Holm 1979";

  private Evidence() {}

  /** A comparison seed by seed; claimed is that the first needs fewer iterations. */
  static Comparison paired(String about, PairedComparison comparison, double adjusted) {
    return comparison(
        about,
        List.of(comparison.pairs()),
        RATIO,
        comparison.ratio(),
        PairedComparison.NEEDED,
        SIGN_TEST,
        comparison.signTest(),
        adjusted,
        comparison.firstFaster() > comparison.secondFaster());
  }

  /** A comparison of two samples; claimed is that the second is the larger. */
  public static Comparison unpaired(
      String about, String effect, UnpairedComparison comparison, double adjusted) {
    return comparison(
        about,
        List.of(comparison.first(), comparison.second()),
        effect,
        comparison.shift(),
        UnpairedComparison.NEEDED,
        RANK_TEST,
        comparison.p(),
        adjusted,
        comparison.larger() > 0.5);
  }

  /** What was found, by itself or beside others. */
  static Comparison comparison(
      String about,
      List<Integer> n,
      String effect,
      Estimate estimate,
      int needed,
      String test,
      double p,
      double adjusted,
      boolean asClaimed) {
    var interval = estimate.interval();
    return new Comparison(
        about,
        n,
        effect,
        estimate.known() ? Double.valueOf(estimate.atLeast()) : null,
        interval.map(Interval::low).filter(Double::isFinite).orElse(null),
        interval.map(Interval::high).filter(Double::isFinite).orElse(null),
        interval.isPresent() ? null : Integer.valueOf(needed),
        test,
        p,
        adjusted,
        asClaimed);
  }

  /** A paired comparison in words, its p-value among others of one question. */
  public static String words(PairedComparison comparison, double adjusted) {
    return ratio(comparison.ratio())
        + " ("
        + interval(comparison.ratio(), PairedComparison.NEEDED, "pairs")
        + "), "
        + comparison.firstFaster()
        + " of "
        + comparison.pairs()
        + (comparison.pairs() == 1 ? " pair" : " pairs")
        + ", sign test "
        + p(adjusted)
        + (adjusted == comparison.signTest() ? "" : " (Holm)");
  }

  /** A factor, as far as it is known: {@code × 2.37}, {@code × > 2.37}. */
  public static String ratio(Estimate ratio) {
    if (ratio.known()) {
      return "× " + Numbers.ratio(ratio.atLeast());
    }
    if (ratio.atLeast() > 0 && Double.isInfinite(ratio.atMost())) {
      return "× > " + Numbers.ratio(ratio.atLeast());
    }
    if (ratio.atLeast() == 0 && Double.isFinite(ratio.atMost())) {
      return "× < " + Numbers.ratio(ratio.atMost());
    }
    return ratio.atLeast() == 0
        ? "ratio unknown"
        : "× " + Numbers.ratio(ratio.atLeast()) + " – " + Numbers.ratio(ratio.atMost());
  }

  /** The interval of a ratio, or how many it would need. */
  public static String interval(Estimate ratio, int needed, String noun) {
    return range(ratio.interval())
        .map(range -> "95 % " + range)
        .orElse("an interval needs " + needed + " " + noun);
  }

  /** An interval of ratios: {@code 1.86 – 3.04}. */
  public static Optional<String> range(Optional<Interval> interval) {
    return interval.map(i -> Numbers.ratio(i.low()) + " – " + Numbers.ratio(i.high()));
  }

  /** A p-value: {@code p = 0.043}, {@code p < 0.001}. */
  public static String p(double p) {
    var text = Numbers.probability(p);
    return text.startsWith("<") ? "p " + text : "p = " + text;
  }

  /** Iterations, or that they lie beyond what was observed. */
  static String iterations(double iterations, boolean reached) {
    return (reached ? "" : "> ") + String.format(Locale.ROOT, "%.0f", iterations);
  }
}
