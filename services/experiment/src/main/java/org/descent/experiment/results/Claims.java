package org.descent.experiment.results;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.experiment.Variant;
import org.descent.experiment.results.ExperimentResult.Claim;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.results.ExperimentResult.Verdict;

/** What the study asserts about experiments of this kind, checked against what came of this one. */
record Claims(ResultTree tree, List<VariantResult> variants) {
  /** The claims that apply, in the order of the study. */
  List<Claim> all() {
    return Stream.of(
            SurfaceClaims.of(tree),
            noLineSeparates().stream().toList(),
            orderOfMedians().stream().toList(),
            regressionNeedsMore().stream().toList())
        .flatMap(List::stream)
        .toList();
  }

  /** Holds, does not hold, or is undecided while nothing or not everything has been seen. */
  static Verdict verdict(boolean violated, boolean allSeen) {
    if (violated) {
      return Verdict.DOES_NOT_HOLD;
    }
    return allSeen ? Verdict.HOLDS : Verdict.UNDECIDED;
  }

  private Optional<Claim> noLineSeparates() {
    var linear =
        tree.experiment().variants().stream()
            .filter(v -> isLinear(v.training().network()))
            .toList();
    if (!(tree.experiment().data() instanceof DataSpec.Xor) || linear.isEmpty()) {
      return Optional.empty();
    }
    var trials = linear.stream().flatMap(this::evaluated).toList();
    long above = trials.stream().filter(t -> ResultTree.accuracy(t) > 0.75).count();
    int planned = linear.size() * tree.experiment().seeds().size();
    return Optional.of(
        new Claim(
            "no-line-separates-xor",
            "A network without hidden layers or without activations gets at most 3 of the 4 points right.",
            verdict(above > 0, trials.size() == planned),
            above + " of " + trials.size() + " trials got more right"));
  }

  private static boolean isLinear(NetworkSpec network) {
    return network.layers().stream()
        .allMatch(
            l ->
                l instanceof LayerSpec.Flatten
                    || l instanceof LayerSpec.Dense dense && dense.activation() == Activation.NONE);
  }

  private Optional<Claim> orderOfMedians() {
    var reported = variants.stream().filter(v -> v.reported() != null).toList();
    if (reported.size() < 2) {
      return Optional.empty();
    }
    return Optional.of(MedianOrder.claim(reported));
  }

  private Optional<Claim> regressionNeedsMore() {
    int planned = 0;
    int decided = 0;
    int more = 0;
    int seen = 0;
    for (var variant : tree.experiment().variants()) {
      var heads = variant.training().network().heads();
      var regression = heads.stream().filter(h -> h.kind() == HeadKind.REGRESSION).findFirst();
      var classes = heads.stream().filter(h -> h.kind() != HeadKind.REGRESSION).findFirst();
      if (regression.isEmpty() || classes.isEmpty()) {
        continue;
      }
      planned += tree.experiment().seeds().size();
      for (var trial : evaluated(variant).toList()) {
        if (tree.curves().iterations(trial.trial()) < trial.training().iterations()) {
          continue; // the rest of its curves is still on its way
        }
        double first = firstPerfect(trial.trial(), classes.get().name());
        double second = firstPerfect(trial.trial(), regression.get().name());
        seen++;
        decided += first != second ? 1 : 0;
        more += first < second ? 1 : 0;
      }
    }
    if (planned == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Claim(
            "regression-needs-more",
            "In a joint network the regression head needs more iterations to accuracy 1 than the classification head.",
            verdict(more < decided, seen == planned && decided > 0),
            more + " of " + decided + " trials in which either head got there"));
  }

  /** The first iteration at which a head is right on every example; infinite if there is none. */
  private double firstPerfect(String trial, String head) {
    float[] accuracy = tree.curves().values(trial, head + ".accuracy");
    for (int i = 0; i < accuracy.length; i++) {
      if (accuracy[i] >= 1) {
        return i + 1;
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  private Stream<TrialEvaluated> evaluated(Variant variant) {
    return tree.ends(variant).stream()
        .map(e -> e instanceof TrialEvaluated t ? t : null)
        .filter(Objects::nonNull);
  }
}
