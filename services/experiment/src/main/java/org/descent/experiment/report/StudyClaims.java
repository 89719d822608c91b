package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.LayerSpec;
import org.descent.experiment.Variant;
import org.descent.experiment.results.ExperimentResult.Claim;
import org.descent.experiment.results.ExperimentResult.Verdict;
import org.descent.experiment.statistics.Quantiles;

/** What the study asserts across experiments, checked against what came of them. */
record StudyClaims(List<Findings> all) {
  /** A ConvNet needs far fewer iterations if it needs at most this share of them. */
  static final double FAR_FEWER = 0.1;

  /** The claims that apply. */
  List<Claim> claims() {
    var claims = new ArrayList<Claim>();
    convolutionNeedsFewer().ifPresent(claims::add);
    jointCurvesAreRougher().ifPresent(claims::add);
    return claims;
  }

  private Optional<Claim> convolutionNeedsFewer() {
    double[] convolutional = medians(StudyClaims::singleHeadConvolution);
    double[] dense = medians(StudyClaims::denseOnData);
    if (convolutional.length == 0 || dense.length == 0) {
      return Optional.empty();
    }
    double slowest = Arrays.stream(convolutional).max().getAsDouble();
    double fastest = Arrays.stream(dense).min().getAsDouble();
    var verdict =
        Double.isInfinite(slowest)
            ? Verdict.UNDECIDED
            : slowest <= FAR_FEWER * fastest ? Verdict.HOLDS : Verdict.DOES_NOT_HOLD;
    return Optional.of(
        new Claim(
            "convnet-needs-far-fewer",
            "The convolutional network needs far fewer iterations than the fully connected one: at most a tenth of what its fastest variant needs.",
            verdict,
            "median "
                + Numbers.iterations(slowest)
                + " against "
                + Numbers.iterations(fastest)
                + " of the fastest fully connected variant"));
  }

  /** Medians of iterations to target, infinite where fewer than half of the trials got there. */
  private double[] medians(java.util.function.Predicate<FindingsOf> wanted) {
    return variants(wanted).stream()
        .map(v -> SurvivalFigures.observations(v.findings, v.variant))
        .filter(o -> !o.isEmpty())
        .map(o -> Quantiles.of(0.5, o))
        .mapToDouble(q -> q.reached() ? q.iterations() : Double.POSITIVE_INFINITY)
        .toArray();
  }

  /** A variant and the experiment that it belongs to. */
  private record FindingsOf(Findings findings, Variant variant) {}

  private List<FindingsOf> variants(java.util.function.Predicate<FindingsOf> wanted) {
    return all.stream()
        .flatMap(f -> f.experiment().variants().stream().map(v -> new FindingsOf(f, v)))
        .filter(v -> !v.variant.training().targets().isEmpty())
        .filter(wanted)
        .toList();
  }

  private static boolean singleHeadConvolution(FindingsOf v) {
    return Chapter.convolutional(v.variant) && v.variant.training().network().heads().size() == 1;
  }

  private static boolean jointConvolution(FindingsOf v) {
    return Chapter.convolutional(v.variant) && v.variant.training().network().heads().size() > 1;
  }

  private static boolean denseOnData(FindingsOf v) {
    var data = v.findings.experiment().data();
    return !(data instanceof DataSpec.Xor || data instanceof DataSpec.Point)
        && !Chapter.convolutional(v.variant)
        && v.variant.training().network().layers().stream()
            .anyMatch(l -> l instanceof LayerSpec.Dense);
  }

  private Optional<Claim> jointCurvesAreRougher() {
    var alone = variants(StudyClaims::singleHeadConvolution);
    var joint = variants(StudyClaims::jointConvolution);
    if (alone.isEmpty() || joint.isEmpty()) {
      return Optional.empty();
    }
    double[] aloneRises = rises(alone);
    double[] jointRises = rises(joint);
    double aloneMedian = Bands.median(aloneRises);
    double jointMedian = Bands.median(jointRises);
    var verdict =
        Double.isNaN(aloneMedian) || Double.isNaN(jointMedian)
            ? Verdict.UNDECIDED
            : jointMedian > aloneMedian ? Verdict.HOLDS : Verdict.DOES_NOT_HOLD;
    return Optional.of(
        new Claim(
            "joint-curves-are-rougher",
            "The curves of the joint network have more ups and downs: its loss rises more often.",
            verdict,
            String.format(
                Locale.ROOT,
                "in the median trial the loss rises %.0f times with two heads (%d trials), %.0f times with one (%d trials)",
                jointMedian,
                jointRises.length,
                aloneMedian,
                aloneRises.length)));
  }

  /** For each trial, how many updates made the loss larger. */
  private static double[] rises(List<FindingsOf> variants) {
    return variants.stream()
        .flatMap(
            v ->
                v.findings.trials(v.variant).stream()
                    .map(t -> v.findings.curves().values(t.trial(), "loss")))
        .filter(values -> values.length > 1)
        .mapToDouble(StudyClaims::rises)
        .toArray();
  }

  static double rises(float[] loss) {
    int rises = 0;
    for (int i = 1; i < loss.length; i++) {
      rises += loss[i] > loss[i - 1] ? 1 : 0;
    }
    return rises;
  }
}
