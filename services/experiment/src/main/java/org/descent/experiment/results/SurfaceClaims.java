package org.descent.experiment.results;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.descent.contracts.Floats;
import org.descent.contracts.event.Surface;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.Loss;
import org.descent.experiment.Variant;
import org.descent.experiment.judge.Judge;
import org.descent.experiment.results.ExperimentResult.Claim;
import org.descent.experiment.results.ExperimentResult.Verdict;

/** What the study asserts about the surfaces of one sigmoid neuron. */
record SurfaceClaims(ResultTree tree, DataSpec.Point point, List<Variant> variants) {
  /** float32 keeps values of about 1 to 6·10⁻⁸; a formula that is wrong is wrong by far more. */
  private static final double CLOSE = 1e-5;

  private static final String GRADIENT = "weight-gradient";

  /** The claims about {@code tree}'s surfaces; none if it has no use for them. */
  static List<Claim> of(ResultTree tree) {
    var variants =
        tree.experiment().variants().stream()
            .filter(v -> v.training().surfaceGrid().isPresent())
            .toList();
    if (variants.isEmpty() || !(tree.experiment().data() instanceof DataSpec.Point point)) {
      return List.of();
    }
    var claims = new SurfaceClaims(tree, point, variants);
    var all = new ArrayList<Claim>();
    all.add(claims.closedForms());
    claims.steeperGradient().ifPresent(all::add);
    return all;
  }

  private Claim closedForms() {
    double error = 0;
    int count = 0;
    boolean allSeen = true;
    for (var variant : variants) {
      var surfaces = surfaces(variant);
      allSeen &= !surfaces.isEmpty();
      for (var surface : surfaces) {
        float[] x = {(float) point.x()};
        float[] y = {(float) point.y()};
        double found = Judge.surfaceError(surface, variant.training().loss(), x, y);
        error = Math.max(error, found);
        count++;
      }
    }
    return new Claim(
        "surfaces-match-closed-forms",
        "The surfaces computed by TensorFlow are those of the closed forms.",
        Claims.verdict(!(error <= CLOSE), allSeen),
        String.format(Locale.ROOT, "largest difference %.1e over %d surfaces", error, count));
  }

  private Optional<Claim> steeperGradient() {
    if (!has(Loss.L2) || !has(Loss.CROSS_ENTROPY)) {
      return Optional.empty();
    }
    var l2 = gradient(Loss.L2);
    var crossEntropy = gradient(Loss.CROSS_ENTROPY);
    boolean seen = l2.isPresent() && crossEntropy.isPresent() && sameGrid(l2, crossEntropy);
    int points = 0;
    int steeper = 0;
    if (seen) {
      float[] slow = Floats.fromBytes(l2.get().values());
      float[] fast = Floats.fromBytes(crossEntropy.get().values());
      points = fast.length;
      for (int i = 0; i < points; i++) {
        steeper += Math.abs(fast[i]) >= Math.abs(slow[i]) ? 1 : 0;
      }
    }
    return Optional.of(
        new Claim(
            "cross-entropy-gradient-dominates",
            "The gradient of cross-entropy is at least as large as that of L2 everywhere on the grid.",
            seen ? Claims.verdict(steeper < points, true) : Verdict.NOT_RESOLVED,
            steeper + " of " + points + " grid points"));
  }

  private boolean has(Loss loss) {
    return variants.stream().anyMatch(v -> v.training().loss() == loss);
  }

  private Optional<Surface> gradient(Loss loss) {
    return variants.stream()
        .filter(v -> v.training().loss() == loss)
        .flatMap(v -> surfaces(v).stream())
        .filter(s -> s.quantity().equals(GRADIENT))
        .findFirst();
  }

  private static boolean sameGrid(Optional<Surface> one, Optional<Surface> other) {
    return Arrays.equals(one.get().weights(), other.get().weights())
        && Arrays.equals(one.get().biases(), other.get().biases());
  }

  /** Those of the first of the variant's trials that has them. */
  private List<Surface> surfaces(Variant variant) {
    return tree.ends(variant).stream()
        .map(e -> e instanceof TrialEvaluated t ? t.surfaces() : List.<Surface>of())
        .filter(s -> !s.isEmpty())
        .findFirst()
        .orElse(List.of());
  }
}
