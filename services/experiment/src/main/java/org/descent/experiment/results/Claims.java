package org.descent.experiment.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.spec.HeadKind;
import org.descent.experiment.Variant;
import org.descent.experiment.results.ExperimentResult.Claim;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.results.ExperimentResult.Verdict;
import org.descent.experiment.statistics.Observation;
import org.descent.experiment.statistics.PairedComparison;
import org.descent.experiment.statistics.PairedComparison.Pair;

/** What the study asserts about experiments of this kind, checked against what came of this one. */
record Claims(ResultTree tree, List<VariantResult> variants) {
  /** The claims that apply, in the order of the study. */
  List<Claim> all() {
    return Stream.of(
            SurfaceClaims.of(tree),
            PublishedRuns.claims(variants, tree.complete()),
            PublishedMetrics.claims(variants, tree.complete()),
            regressionNeedsMore().stream().toList(),
            stated())
        .flatMap(List::stream)
        .toList();
  }

  /** What its file says. */
  private List<Claim> stated() {
    var stated = new StatedClaims(variants, tree.experiment().seeds().size(), tree.complete());
    return tree.experiment().claims().stream().map(stated::check).toList();
  }

  /** Of a claim on every case: one is enough to contradict it, and all are needed to hold. */
  static Verdict verdict(boolean violated, boolean allSeen) {
    if (violated) {
      return Verdict.CONTRADICTED;
    }
    return allSeen ? Verdict.HOLDS : Verdict.NOT_RESOLVED;
  }

  private Optional<Claim> regressionNeedsMore() {
    boolean asked = false;
    boolean allSeen = tree.complete();
    var pairs = new ArrayList<Pair>();
    for (var variant : tree.experiment().variants()) {
      var heads = variant.training().network().heads();
      var regression = heads.stream().filter(h -> h.kind() == HeadKind.REGRESSION).findFirst();
      var classes = heads.stream().filter(h -> h.kind() != HeadKind.REGRESSION).findFirst();
      if (regression.isEmpty() || classes.isEmpty()) {
        continue;
      }
      asked = true;
      for (var trial : evaluated(variant).toList()) {
        if (tree.curves().iterations(trial.trial()) < trial.training().iterations()) {
          allSeen = false; // the rest of its curves is still on its way
          continue;
        }
        pairs.add(
            new Pair(
                perfection(trial.trial(), classes.get().name()),
                perfection(trial.trial(), regression.get().name())));
      }
    }
    return asked ? Optional.of(regressionNeedsMore(pairs, allSeen)) : Optional.empty();
  }

  private static Claim regressionNeedsMore(List<Pair> pairs, boolean allSeen) {
    var statement =
        "In a joint network the regression head needs more iterations to accuracy 1 than the classification head.";
    if (pairs.isEmpty()) {
      return new Claim(
          "regression-needs-more", statement, Verdict.NOT_RESOLVED, "no trials to look at yet");
    }
    var comparison = PairedComparison.of(pairs);
    var comparisons =
        List.of(
            Evidence.paired(
                "classification head before regression head", comparison, comparison.signTest()));
    return new Claim(
        "regression-needs-more",
        statement,
        allSeen ? Verdict.of(comparisons) : Verdict.NOT_RESOLVED,
        Evidence.words(comparison, comparison.signTest()),
        comparisons,
        List.of());
  }

  /** When a head is right on every example for the first time. */
  private Observation perfection(String trial, String head) {
    float[] accuracy = tree.curves().values(trial, head + ".accuracy");
    for (int i = 0; i < accuracy.length; i++) {
      if (accuracy[i] >= 1) {
        return Observation.reached(i + 1);
      }
    }
    return Observation.censored(Math.max(1, accuracy.length));
  }

  private Stream<TrialEvaluated> evaluated(Variant variant) {
    return tree.ends(variant).stream()
        .map(e -> e instanceof TrialEvaluated t ? t : null)
        .filter(Objects::nonNull);
  }
}
