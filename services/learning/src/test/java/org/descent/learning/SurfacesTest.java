package org.descent.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
  private static final Examples POINT =
      new Examples(
          List.of(1),
          new float[] {(float) X},
          List.of(new Examples.Target("label", new float[] {(float) Y})));

  @ParameterizedTest
  @EnumSource(Loss.class)
  void surfacesAreTheClosedForms(Loss loss) {
    var surfaces = Surfaces.compute(neuron(loss, Fixtures.perceptron(near())), POINT);
    assertThat(surfaces)
        .extracting(Surface::quantity)
        .containsExactly("activation", "loss", "weight-gradient", "bias-gradient");
    var activation = surfaces.get(0);
    assertThat(activation.weights()).hasSize(41);
    assertThat(activation.biases()).hasSize(21);
    for (int i = 0; i < 41; i++) {
      for (int j = 0; j < 21; j++) {
        double a = 1 / (1 + Math.exp(-(activation.weights()[i] * X + activation.biases()[j])));
        double error = loss == Loss.L2 ? 2 * (a - Y) * a * (1 - a) : a - Y;
        double value =
            loss == Loss.L2 ? (a - Y) * (a - Y) : -(Y * Math.log(a) + (1 - Y) * Math.log(1 - a));
        var expected = new double[] {a, value, error * X, error};
        for (int quantity = 0; quantity < 4; quantity++) {
          float found = Floats.fromBytes(surfaces.get(quantity).values())[i * 21 + j];
          assertThat((double) found)
              .as(surfaces.get(quantity).quantity())
              .isCloseTo(expected[quantity], within(2e-6));
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
    var grid = new SurfaceSpec(new SurfaceSpec.Axis(-2, 2, 0.1), new SurfaceSpec.Axis(-1, 1, 0.1));
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
