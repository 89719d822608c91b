package org.descent.experiment.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.descent.experiment.Variant;
import org.descent.experiment.results.Confounders;
import org.descent.experiment.results.Confounders.Group;
import org.descent.experiment.results.Evidence;
import org.descent.experiment.results.ExperimentResult.Claim;
import org.descent.experiment.results.ExperimentResult.Comparison;
import org.descent.experiment.results.ExperimentResult.Verdict;
import org.descent.experiment.results.Numbers;
import org.descent.experiment.statistics.Interval;
import org.descent.experiment.statistics.UnpairedComparison;

/** What the study asserts across experiments, checked against what came of them. */
record StudyClaims(List<Findings> all) {
  /** The claims that apply. */
  List<Claim> claims() {
    return jointCurvesAreRougher().stream().toList();
  }

  /** A variant and the experiment that it belongs to. */
  private record Told(Findings findings, Variant variant) {
    boolean ended() {
      return findings.result(variant).trials().size() == findings.experiment().seeds().size();
    }
  }

  /** Open while trials that it is about have not ended. */
  private static Verdict verdict(List<Told> one, List<Told> other, List<Comparison> comparisons) {
    boolean ended = one.stream().allMatch(Told::ended) && other.stream().allMatch(Told::ended);
    return ended ? Verdict.of(comparisons) : Verdict.NOT_RESOLVED;
  }

  private static List<String> confounders(List<Told> one, List<Told> other) {
    var found = new LinkedHashSet<String>();
    for (var first : groups(one)) {
      for (var second : groups(other)) {
        found.addAll(Confounders.besidesHeads(first, second));
      }
    }
    return List.copyOf(found);
  }

  private static List<Group> groups(List<Told> told) {
    return told.stream()
        .collect(
            Collectors.groupingBy(
                t -> t.findings.experiment().id(), LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(
            each ->
                new Group(
                    each.get(0).findings.experiment(),
                    each.stream().map(t -> t.variant.training()).toList()))
        .toList();
  }

  private List<Told> told(Predicate<Told> wanted) {
    return all.stream()
        .flatMap(f -> f.experiment().variants().stream().map(v -> new Told(f, v)))
        .filter(v -> !v.variant.training().targets().isEmpty())
        .filter(wanted)
        .toList();
  }

  private static boolean singleHeadConvolution(Told v) {
    return Chapter.convolutional(v.variant) && v.variant.training().network().heads().size() == 1;
  }

  private static boolean jointConvolution(Told v) {
    return Chapter.convolutional(v.variant) && v.variant.training().network().heads().size() > 1;
  }

  private Optional<Claim> jointCurvesAreRougher() {
    var alone = told(StudyClaims::singleHeadConvolution);
    var joint = told(StudyClaims::jointConvolution);
    if (alone.isEmpty() || joint.isEmpty()) {
      return Optional.empty();
    }
    var statement =
        "The curves of the joint network have more ups and downs: its loss rises more often.";
    var id = "joint-curves-are-rougher";
    var aloneLosses = losses(alone);
    var jointLosses = losses(joint);
    if (aloneLosses.isEmpty() || jointLosses.isEmpty()) {
      return Optional.of(
          new Claim(id, statement, Verdict.NOT_RESOLVED, "no trials to compare yet"));
    }
    int common = Math.min(shortest(aloneLosses), shortest(jointLosses));
    var comparison = UnpairedComparison.of(rises(aloneLosses, common), rises(jointLosses, common));
    var comparisons =
        List.of(
            Evidence.unpaired(
                "one head and two, over the first " + common + " iterations",
                "difference in the share of updates that raise the loss, second less first",
                comparison,
                comparison.p()));
    return Optional.of(
        new Claim(
            id,
            statement,
            verdict(alone, joint, comparisons),
            roughness(aloneLosses, jointLosses, common, comparison),
            comparisons,
            confounders(alone, joint)));
  }

  private static String roughness(
      List<float[]> alone, List<float[]> joint, int common, UnpairedComparison comparison) {
    return String.format(
        Locale.ROOT,
        "in the first %d iterations, which every trial has, %s of the updates raise the loss with two heads (%d trials) and %s with one (%d trials), difference %.2f (%s), rank test %s; of all updates, over curves of unequal length, %s and %s",
        common,
        Numbers.percent(mean(rises(joint, common))),
        joint.size(),
        Numbers.percent(mean(rises(alone, common))),
        alone.size(),
        comparison.shift().atLeast(),
        comparison
            .shift()
            .interval()
            .map(StudyClaims::range)
            .orElse("an interval needs " + UnpairedComparison.NEEDED + " trials of each"),
        Evidence.p(comparison.p()),
        Numbers.percent(ofAllUpdates(joint)),
        Numbers.percent(ofAllUpdates(alone)));
  }

  private static String range(Interval interval) {
    return String.format(Locale.ROOT, "95 %% %.2f to %.2f", interval.low(), interval.high());
  }

  private static List<float[]> losses(List<Told> variants) {
    return variants.stream()
        .flatMap(
            v ->
                v.findings.trials(v.variant).stream()
                    .map(t -> v.findings.curves().values(t.trial(), "loss")))
        .filter(values -> values.length > 1)
        .toList();
  }

  private static int shortest(List<float[]> losses) {
    return losses.stream().mapToInt(l -> l.length).min().orElseThrow();
  }

  private static double[] rises(List<float[]> losses, int iterations) {
    return losses.stream().mapToDouble(l -> riseRate(l, iterations)).toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  private static double ofAllUpdates(List<float[]> losses) {
    double updates = losses.stream().mapToInt(l -> l.length - 1).sum();
    return losses.stream().mapToDouble(l -> riseRate(l, l.length) * (l.length - 1)).sum() / updates;
  }

  /**
   * The share of updates that made the loss larger.
   *
   * @param iterations how many of the curve to look at, 2 or more: rates are to be compared over
   *     equal ones, since curves are rough at first and smooth later
   */
  static double riseRate(float[] loss, int iterations) {
    int rises = 0;
    for (int i = 1; i < iterations; i++) {
      rises += loss[i] > loss[i - 1] ? 1 : 0;
    }
    return rises / (iterations - 1.0);
  }
}
