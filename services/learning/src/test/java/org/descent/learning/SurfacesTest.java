package org.descent.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.descent.contracts.Floats;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.Surface;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.SurfaceSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SurfacesTest {
  private static final double X = 1.5;
  private static final double Y = 0.5;
  private static final Examples POINT = point(Y);

  private static Examples point(double y) {
    return new Examples(
        List.of(1),
        new float[] {(float) X},
        List.of(new Examples.Target("label", new float[] {(float) y})));
  }

  /** A loss and its derivative by z = w x + b, of which it may have none at a kink. */
  private record Truth(double loss, double slope, boolean kink) {
    static Truth of(Loss loss, double z) {
      double p = 1 / (1 + Math.exp(-z));
      double error = p - Y;
      double steep = p * (1 - p);
      return switch (loss) {
        case CROSS_ENTROPY ->
            new Truth(-(Y * Math.log(p) + (1 - Y) * Math.log(1 - p)), error, false);
        case L2 -> new Truth(error * error, 2 * error * steep, false);
        case L1 -> new Truth(Math.abs(error), Math.signum(error) * steep, Math.abs(error) < 1e-6);
        case HUBER -> new Truth(error * error / 2, error * steep, false);
        case L2_LOGITS -> {
          double off = z - (2 * Y - 1);
          yield new Truth(off * off, 2 * off, false);
        }
        case HINGE -> new Truth(Math.max(0, 1 - z), z < 1 ? -1 : 0, Math.abs(z - 1) < 1e-6);
      };
    }
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void surfacesAreTheClosedForms(Loss loss) {
    var surfaces =
        loss == Loss.HINGE
            ? Surfaces.compute(neuron(loss, Fixtures.perceptron(Fixtures.LABEL)), point(1))
            : Surfaces.compute(neuron(loss, Fixtures.perceptron(near())), POINT);
    assertThat(surfaces)
        .extracting(Surface::quantity)
        .containsExactly("activation", "loss", "weight-gradient", "bias-gradient");
    var activation = surfaces.get(0);
    assertThat(activation.weights()).hasSize(41);
    assertThat(activation.biases()).hasSize(21);
    for (int i = 0; i < 41; i++) {
      for (int j = 0; j < 21; j++) {
        double z = activation.weights()[i] * X + activation.biases()[j];
        var truth = Truth.of(loss, z);
        double p = 1 / (1 + Math.exp(-z));
        var expected = new double[] {p, truth.loss(), truth.slope() * X, truth.slope()};
        for (int quantity = 0; quantity < (truth.kink() ? 2 : 4); quantity++) {
          float found = Floats.fromBytes(surfaces.get(quantity).values())[i * 21 + j];
          assertThat((double) found)
              .as(surfaces.get(quantity).quantity())
              .isCloseTo(
                  expected[quantity], within(2e-6 * Math.max(1, Math.abs(expected[quantity]))));
        }
      }
    }
  }

  /**
   * The study's surfaces, at every fifth place of both axes, beside what they were at revision
   * 2228eac: before derivatives were derived, and before there were landscapes.
   */
  @Test
  void theStudysSurfacesAreWhatTheyWereAtFirst() throws IOException {
    JsonNode golden;
    try (var file = getClass().getResourceAsStream("/surfaces.json")) {
      golden = new ObjectMapper().readTree(file);
    }
    var axis = new SurfaceSpec.Axis(-2, 2, 0.1);
    var point =
        new Examples(
            List.of(1), new float[] {1}, List.of(new Examples.Target("label", new float[] {0.5f})));
    for (var loss : List.of(Loss.L2, Loss.CROSS_ENTROPY)) {
      var training = neuron(loss, Fixtures.perceptron(near()), new SurfaceSpec(axis, axis));
      for (var surface : Surfaces.compute(training, point)) {
        var expected = golden.get(loss + " " + surface.quantity());
        assertThat(expected).as(surface.quantity()).hasSize(81);
        float[] found = Floats.fromBytes(surface.values());
        for (int k = 0; k < 81; k++) {
          assertThat((double) found[k / 9 * 5 * 41 + k % 9 * 5])
              .as("%s under %s, place %s", surface.quantity(), loss, k)
              .isCloseTo(expected.get(k).asDouble(), within(3e-7));
        }
      }
    }
  }

  @Test
  void noSurfaceIsComputedWhereNoneIsAskedFor() {
    var training = Fixtures.training(Fixtures.perceptron(near()), Loss.L2, 1);
    assertThat(Surfaces.compute(training, POINT)).isEmpty();
  }

  @Test
  void aNetworkOfMoreThanOneWeightHasNoSurface() {
    var training = neuron(Loss.L2, Fixtures.perceptron(Fixtures.LABEL));
    assertThatThrownBy(() -> Surfaces.compute(training, Fixtures.xor()))
        .isInstanceOf(InvalidSpec.class)
        .hasMessageStartingWith("a surface needs a network of one weight and one bias");
  }

  private static HeadSpec near() {
    return new HeadSpec("label", HeadKind.BINARY, "label", 1, 1, 0.01);
  }

  private static TrainingSpec neuron(Loss loss, NetworkSpec network) {
    return neuron(
        loss,
        network,
        new SurfaceSpec(new SurfaceSpec.Axis(-2, 2, 0.1), new SurfaceSpec.Axis(-1, 1, 0.1)));
  }

  private static TrainingSpec neuron(Loss loss, NetworkSpec network, SurfaceSpec grid) {
    return new TrainingSpec(
        network,
        Fixtures.STUDIED,
        loss,
        new OptimiserSpec.Sgd(0.1),
        BatchSpec.FULL,
        1,
        List.of(),
        List.of(),
        grid);
  }
}
