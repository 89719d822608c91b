package org.descent.experiment.results;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.experiment.Experiment;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.statistics.Adjustment;
import org.descent.experiment.statistics.Interval;
import org.descent.experiment.statistics.PairedComparison;

/**
 * What is asked of pairs of variants together, so that their p-values are adjusted together.
 *
 * @param about one setting, or the published runs
 * @param pairs number of pairs that it could be asked of
 * @param rows those that have common seeds; none where there are more than {@link #MOST} pairs
 */
public record Question(String about, long pairs, List<Row> rows) {
  /** More pairs than that are no table for anybody, and are not compared. */
  public static final int MOST = 20_000;

  /** What the question on published runs is about. */
  static final String PUBLISHED_ORDER = "order of the published runs";

  /**
   * Two variants on common seeds.
   *
   * @param adjusted the sign test's p-value for all rows together (Holm 1979)
   */
  public record Row(
      VariantResult first, VariantResult second, PairedComparison comparison, double adjusted) {}

  /**
   * How many common seeds it takes for any of the rows to be significant: so many that the sign
   * test of seeds which all speak for one of the two stays at the level when it is adjusted for all
   * rows.
   */
  public int seedsNeeded() {
    int seeds = 1;
    while (rows.size() * Math.scalb(2.0, -seeds) > Interval.LEVEL) {
      seeds++;
    }
    return seeds;
  }

  private record Couple(VariantResult first, VariantResult second) {}

  public Question {
    rows = List.copyOf(rows);
  }

  /**
   * A question for each setting that varies, of the pairs that differ in nothing else, and one for
   * the published runs, of those that follow each other there, whatever they differ in. Pairs
   * without a common seed that was observed are left out, and so are variants without a target.
   */
  public static List<Question> of(Experiment experiment, ExperimentResult result) {
    return of(
        experiment.variants().stream()
            .filter(v -> !v.training().targets().isEmpty())
            .map(v -> result.variants().get(v.ordinal()))
            .toList());
  }

  /** The same of {@code variants} that all have a target. */
  static List<Question> of(List<VariantResult> variants) {
    var questions = new ArrayList<Question>();
    if (!variants.isEmpty()) {
      for (var axis : variants.get(0).settings().keySet()) {
        questions.add(ofAxis(axis, variants));
      }
      questions.add(publishedOrder(variants));
    }
    return questions.stream().filter(q -> q.pairs > MOST || !q.rows.isEmpty()).toList();
  }

  /** Of {@code variants} with a published number, by that number, each and the next. */
  static Question publishedOrder(List<VariantResult> variants) {
    var ascending =
        variants.stream()
            .filter(v -> v.reported() != null)
            .sorted(Comparator.comparing(VariantResult::reported))
            .toList();
    var couples = new ArrayList<Couple>();
    for (int i = 1; i < ascending.size(); i++) {
      couples.add(new Couple(ascending.get(i - 1), ascending.get(i)));
    }
    return question(PUBLISHED_ORDER, couples);
  }

  private static Question ofAxis(String axis, List<VariantResult> variants) {
    Map<Map<String, String>, List<VariantResult>> alike = new LinkedHashMap<>();
    for (var variant : variants) {
      var others = new LinkedHashMap<>(variant.settings());
      others.remove(axis);
      alike.computeIfAbsent(others, o -> new ArrayList<>()).add(variant);
    }
    long count = alike.values().stream().mapToLong(g -> (long) g.size() * (g.size() - 1) / 2).sum();
    if (count > MOST) {
      return new Question(axis, count, List.of());
    }
    var couples = new ArrayList<Couple>();
    for (var group : alike.values()) {
      for (int i = 0; i < group.size(); i++) {
        for (int j = i + 1; j < group.size(); j++) {
          couples.add(new Couple(group.get(i), group.get(j)));
        }
      }
    }
    return question(axis, couples);
  }

  private static Question question(String about, List<Couple> couples) {
    var compared = new ArrayList<Couple>();
    var comparisons = new ArrayList<PairedComparison>();
    for (var couple : couples) {
      var pairs = TargetObservations.pairs(couple.first, couple.second);
      if (!pairs.isEmpty()) {
        compared.add(couple);
        comparisons.add(PairedComparison.of(pairs));
      }
    }
    double[] adjusted =
        Adjustment.holm(comparisons.stream().mapToDouble(PairedComparison::signTest).toArray());
    var rows = new ArrayList<Row>();
    for (int i = 0; i < adjusted.length; i++) {
      var couple = compared.get(i);
      rows.add(new Row(couple.first, couple.second, comparisons.get(i), adjusted[i]));
    }
    return new Question(about, couples.size(), rows);
  }
}
