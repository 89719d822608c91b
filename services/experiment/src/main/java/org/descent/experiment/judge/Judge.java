package org.descent.experiment.judge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.contracts.event.Classification;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.event.Surface;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.event.TrialTrained;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.TrainingSpec;

/** Judges a trained network from its outputs and weights, without the trainer's arithmetic. */
public final class Judge {
  private Judge() {}

  /**
   * How good {@code outputs} are beside what was {@code wanted}, in double. Losses are taken from
   * logits in their stable forms, so a saturated probability of 0 or 1 has its true, finite
   * cross-entropy and nothing is clamped. A head with a NaN among its logits has loss and accuracy
   * NaN.
   *
   * @param outputs one per head of the network, each for all of the examples
   */
  public static Metrics metrics(
      NetworkSpec network, Loss loss, List<HeadOutputs> outputs, Wanted wanted) {
    double total = 0;
    double lowest = Double.POSITIVE_INFINITY;
    var heads = new ArrayList<Metrics.Head>();
    for (var head : network.heads()) {
      var judged = outputs.stream().filter(o -> o.head().equals(head)).findFirst();
      if (judged.isEmpty()) {
        throw new IllegalArgumentException("no outputs of head " + head.name());
      }
      var metrics = HeadJudge.judge(judged.get(), loss, wanted);
      total += head.weight() * metrics.loss();
      lowest = Math.min(lowest, metrics.accuracy()); // NaN stays NaN
      heads.add(metrics);
    }
    return new Metrics(total, lowest, heads);
  }

  /** What those of {@code outputs} that say a class say of it; without those that say NaN. */
  public static List<Classification> classes(List<HeadOutputs> outputs, Wanted wanted) {
    return outputs.stream().flatMap(o -> ClassJudge.judge(o, wanted).stream()).toList();
  }

  /**
   * By head, the number of examples so close to the edge between right and wrong that float32
   * arithmetic in another order may put them on the other side: within 10⁻⁵ of it, relative to the
   * size of the numbers compared.
   */
  public static Map<String, Integer> borderline(List<HeadOutputs> outputs, Wanted wanted) {
    var counts = new LinkedHashMap<String, Integer>();
    outputs.forEach(o -> counts.put(o.head().name(), HeadJudge.borderline(o, wanted)));
    return counts;
  }

  /** The same as below with no borderline examples: accuracies must be equal. */
  public static List<String> disagreements(TrialTrained claim, Metrics found) {
    return disagreements(claim, found, Map.of());
  }

  /**
   * What {@code claim} says and {@code found} does not bear out, one line each; empty when they
   * agree. Losses agree within 10⁻⁵ + 10⁻⁴·|loss|: float32 has a relative precision of 6·10⁻⁸, and
   * sums over a layer and over examples lose two to three digits of it. Accuracies agree when they
   * differ by no more examples than {@code borderline} counts for the head. A claimed loss that is
   * NaN or infinite agrees with a found one that is no number of float32 either, or whose sum over
   * the examples is none: then it diverged, and accuracies mean nothing.
   *
   * @param found on the training split at the published weights
   * @param borderline see {@link #borderline}; heads left out have none
   */
  public static List<String> disagreements(
      TrialTrained claim, Metrics found, Map<String, Integer> borderline) {
    return disagreements(claim.claimed(), found, claim.dataset().train(), borderline);
  }

  /**
   * The same of any split.
   *
   * @param examples of the split
   */
  public static List<String> disagreements(
      Metrics claimed, Metrics found, int examples, Map<String, Integer> borderline) {
    return new Comparison(examples, borderline).of(claimed, found);
  }

  /**
   * What {@code claim} says of the trial's end and its own metrics contradict, one line each: that
   * it converged although they do not reach the target, diverged although they are numbers, used up
   * its budget before that was over.
   */
  public static List<String> contradictions(TrialTrained claim) {
    return new ClaimedEnd(claim).contradictions();
  }

  /**
   * The separating lines of a network of dense layers on two inputs with a single binary head:
   *
   * <ul>
   *   <li>no hidden layer, or only activations {@code none}: the head's line in the input plane;
   *   <li>one hidden layer of two units: the lines of {@code h1} and {@code h2} in the input plane
   *       (where the unit's weighted input is zero) and the head's line in the (h1, h2) plane.
   * </ul>
   *
   * Empty for every other network.
   *
   * @param weights of the snapshot, flat, see {@link org.descent.contracts.spec.ParameterLayout}
   * @param found metrics at the snapshot on the training split
   */
  public static List<TrialEvaluated.Line> lines(
      TrainingSpec training,
      List<Integer> inputShape,
      int iteration,
      float[] weights,
      Metrics found) {
    return SeparatingLines.of(training.network(), inputShape, iteration, weights, found);
  }

  /**
   * Where the units of a network's first layer are zero before their activation, if that layer is
   * dense and reads two inputs: of each the line a·x + b·y + c = 0, [units, 3]. Empty for other
   * networks, and for layers of more units than can be told apart.
   *
   * @param weights flat, see {@link org.descent.contracts.spec.ParameterLayout}
   */
  public static float[] unitLines(NetworkSpec network, List<Integer> inputShape, float[] weights) {
    return SeparatingLines.ofUnits(network, inputShape, weights);
  }

  /**
   * The largest absolute difference between {@code surface} and its closed form for one sigmoid
   * neuron a = σ(w·x + b), averaged over examples; NaN if the surface has a NaN.
   *
   * @param x the only feature of each example
   * @param y the target of each, from 0 to 1
   * @throws IllegalArgumentException if the surface shows an unknown quantity or has not as many
   *     values as its grid has points
   */
  public static double surfaceError(Surface surface, Loss loss, float[] x, float[] y) {
    return NeuronSurface.error(surface, loss, x, y);
  }
}
