package org.descent.experiment.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.event.TrialEvaluated.Line;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.InitialisationSpec;
import org.descent.contracts.spec.Initialiser;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.junit.jupiter.api.Test;

class SeparatingLinesTest {
  private static final HeadSpec LABEL = new HeadSpec("label", HeadKind.BINARY, "label", 1, 1, 0);
  private static final Metrics FOUND =
      new Metrics(0.1, 1, List.of(new Metrics.Head("label", 0.1, 1)));

  // XOR by hand: h1 = x1 + x2 - ½ (or), h2 = x1 + x2 - 3/2 (and), label = h1 - 3 h2 - ¼
  private static final float[] XOR = {1, 1, 1, 1, -0.5f, -1.5f, 1, -3, -0.25f};

  @Test
  void handMadeXorHasTwoHiddenLinesAndOneInTheHiddenPlane() {
    var lines = lines(XOR, new LayerSpec.Dense(2, Activation.RELU));
    assertThat(lines)
        .containsExactly(
            new Line(9, "input", "h1", 1, 1, -0.5, Double.NaN),
            new Line(9, "input", "h2", 1, 1, -1.5, Double.NaN),
            new Line(9, "hidden", "label", 1, -3, -0.25, 1));

    var line = lines.get(2);
    double[][] points = {{0, 0, 0}, {0, 1, 1}, {1, 0, 1}, {1, 1, 0}};
    for (double[] point : points) {
      double h1 = Math.max(point[0] + point[1] - 0.5, 0);
      double h2 = Math.max(point[0] + point[1] - 1.5, 0);
      boolean positive = line.a() * h1 + line.b() * h2 + line.c() >= 0;
      assertThat(positive).isEqualTo(point[2] == 1);
    }
  }

  @Test
  void withoutActivationTheWholeIsOneLine() {
    // h1 - 3 h2 - ¼ = (1 - 3)(x1 + x2) + (-½ + 4½ - ¼)
    var lines = lines(XOR, new LayerSpec.Dense(2, Activation.NONE));
    assertThat(lines).hasSize(4);
    assertThat(lines.get(3)).isEqualTo(new Line(9, "input", "label", -2, -2, 3.75, 1));
  }

  @Test
  void withoutBiasesLinesGoThroughTheOrigin() {
    var lines =
        lines(new float[] {1, 2, 3, 4, 1, -1, 0.5f}, new LayerSpec.Dense(2, Activation.RELU, true));
    assertThat(lines.get(0)).isEqualTo(new Line(9, "input", "h1", 1, 3, 0, Double.NaN));
    assertThat(lines.get(2)).isEqualTo(new Line(9, "hidden", "label", 1, -1, 0.5, 1));
  }

  @Test
  void perceptronHasItsLineInTheInputPlane() {
    assertThat(lines(new float[] {2, -3, 0.5f}))
        .containsExactly(new Line(9, "input", "label", 2, -3, 0.5, 1));
  }

  @Test
  void deepLinearNetworksAreComposed() {
    // x → (x1, x2, x1 + x2) + (1, 0, 0) → sum of all → head 2s - 1
    float[] weights = {1, 0, 1, 0, 1, 1, 1, 0, 0, 1, 1, 1, 0, 2, -1};
    var lines =
        lines(
            weights,
            new LayerSpec.Dense(3, Activation.NONE),
            new LayerSpec.Dense(1, Activation.NONE));
    // s = 2 x1 + 2 x2 + 1
    assertThat(lines).containsExactly(new Line(9, "input", "label", 4, 4, 1, 1));
  }

  @Test
  void otherNetworksHaveNoLines() {
    assertThat(lines(new float[13], new LayerSpec.Dense(3, Activation.RELU))).isEmpty();
    var network = new NetworkSpec(List.of(), List.of(LABEL));
    assertThat(Judge.lines(training(network), List.of(3), 1, new float[4], FOUND)).isEmpty();
  }

  private static List<Line> lines(float[] weights, LayerSpec... layers) {
    var network = new NetworkSpec(List.of(layers), List.of(LABEL));
    return Judge.lines(training(network), List.of(2), 9, weights, FOUND);
  }

  private static TrainingSpec training(NetworkSpec network) {
    var zero = new Initialiser.Constant(0);
    return new TrainingSpec(
        network,
        new InitialisationSpec(zero, zero),
        Loss.CROSS_ENTROPY,
        new OptimiserSpec.Sgd(0.1),
        BatchSpec.FULL,
        10,
        List.of(),
        List.of(),
        null);
  }
}
