package org.descent.experiment.results;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.statistics.Adjustment;
import org.descent.experiment.statistics.Interval;
import org.descent.experiment.statistics.PairedComparison;

/**
 * Two experiments beside each other: what their documents say otherwise, and how many iterations
 * their variants need, seed by seed.
 *
 * @param first id of one
 * @param second id of the other
 * @param differences of their documents
 * @param possible number of couples that have been formed
 * @param couples those of them that have common seeds, at most {@link #MOST}
 */
public record ExperimentComparison(
    String first,
    String second,
    List<DocumentDifference> differences,
    int possible,
    List<Couple> couples) {
  /** More couples than that are no table for anybody. */
  public static final int MOST = 200;

  /**
   * A variant of each.
   *
   * @param first ordinal
   * @param second ordinal
   * @param pairs common seeds that were observed of both
   * @param firstFaster of these, those whose trial of the first needed fewer iterations
   * @param secondFaster the same of the second
   * @param ratio of iterations, second to first, the median over seeds; null where censored trials
   *     leave it open
   * @param low end of its interval of 95 %; null where there is none
   * @param high the same; null, too, where nothing bounds it
   * @param told the ratio in words, as far as it is known
   * @param interval the interval in words, or what it would need
   * @param p of the sign test, adjusted for all couples (Holm 1979)
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Couple(
      int first,
      String firstLabel,
      int second,
      String secondLabel,
      int pairs,
      int firstFaster,
      int secondFaster,
      Double ratio,
      Double low,
      Double high,
      String told,
      String interval,
      double p) {
    private static Couple of(
        VariantResult first, VariantResult second, PairedComparison compared, double p) {
      var ratio = compared.ratio();
      return new Couple(
          first.ordinal(),
          first.told(),
          second.ordinal(),
          second.told(),
          compared.pairs(),
          compared.firstFaster(),
          compared.secondFaster(),
          ratio.known() ? ratio.atLeast() : null,
          ratio.interval().map(Interval::low).map(Couple::finite).orElse(null),
          ratio.interval().map(Interval::high).map(Couple::finite).orElse(null),
          Evidence.ratio(ratio),
          Evidence.interval(ratio, PairedComparison.NEEDED, "pairs"),
          p);
    }

    private static Double finite(double value) {
      return Double.isFinite(value) ? value : null;
    }
  }

  private record Both(VariantResult first, VariantResult second) {}

  /** Those variants of {@code first} and {@code second} that agree in what varies in both. */
  public static ExperimentComparison of(
      ExperimentResult first,
      Map<String, Object> firstDocument,
      ExperimentResult second,
      Map<String, Object> secondDocument) {
    var differences = DocumentDifference.between(firstDocument, secondDocument);
    var all = matched(first.variants(), second.variants());
    return new ExperimentComparison(first.id(), second.id(), differences, all.size(), couples(all));
  }

  /**
   * A variant of {@code first} and one of {@code second}, which may be the same experiment; what
   * differs are their settings.
   */
  public static ExperimentComparison ofVariants(
      ExperimentResult first, VariantResult one, ExperimentResult second, VariantResult other) {
    return new ExperimentComparison(
        first.id(),
        second.id(),
        DocumentDifference.between(written(one), written(other)),
        1,
        couples(List.of(new Both(one, other))));
  }

  private static Map<String, Object> written(VariantResult variant) {
    return new LinkedHashMap<>(variant.settings());
  }

  private static List<Couple> couples(List<Both> all) {
    var compared = new ArrayList<Both>();
    var comparisons = new ArrayList<PairedComparison>();
    for (var both : all) {
      var pairs = TargetObservations.pairs(both.first, both.second);
      if (!pairs.isEmpty() && compared.size() < MOST) {
        compared.add(both);
        comparisons.add(PairedComparison.of(pairs));
      }
    }
    double[] adjusted =
        Adjustment.holm(comparisons.stream().mapToDouble(PairedComparison::signTest).toArray());
    var couples = new ArrayList<Couple>();
    for (int i = 0; i < adjusted.length; i++) {
      couples.add(
          Couple.of(
              compared.get(i).first, compared.get(i).second, comparisons.get(i), adjusted[i]));
    }
    return couples;
  }

  /**
   * Each variant with those of the others that have the same values of all settings that vary on
   * both sides; those that vary on one side alone do not matter.
   */
  private static List<Both> matched(List<VariantResult> ours, List<VariantResult> theirs) {
    var common = new LinkedHashSet<String>();
    if (!ours.isEmpty() && !theirs.isEmpty()) {
      common.addAll(ours.get(0).settings().keySet());
      common.retainAll(theirs.get(0).settings().keySet());
    }
    var matched = new ArrayList<Both>();
    for (var one : ours) {
      for (var other : theirs) {
        boolean agree =
            common.stream()
                .allMatch(axis -> one.settings().get(axis).equals(other.settings().get(axis)));
        if (agree && hasTarget(one) && hasTarget(other)) {
          matched.add(new Both(one, other));
        }
      }
    }
    return matched;
  }

  private static boolean hasTarget(VariantResult variant) {
    return variant.targets() == null || !variant.targets().isEmpty();
  }
}
