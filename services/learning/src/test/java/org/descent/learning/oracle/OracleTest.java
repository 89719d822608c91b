package org.descent.learning.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.descent.learning.Fixtures.KIND;
import static org.descent.learning.Fixtures.LABEL;
import static org.descent.learning.Fixtures.WIDTH;

import java.util.ArrayList;
import java.util.List;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.Fixtures;
import org.descent.learning.InitialWeights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OracleTest {
  private static final Examples IMAGES = Fixtures.images(6, 3, 5, 6);

  static List<TrainingSpec> trainings() {
    var trainings = new ArrayList<TrainingSpec>();
    for (var loss : Loss.values()) {
      for (var activation : Activation.values()) {
        var network = Fixtures.convolutional(activation, LABEL, KIND, WIDTH);
        trainings.add(Fixtures.with(Fixtures.training(network, loss, 1), Fixtures.LIVELY));
      }
    }
    return trainings;
  }

  @ParameterizedTest
  @MethodSource("trainings")
  void gradientIsTheSlopeOfTheLoss(TrainingSpec training) {
    var oracle = new Oracle(training, IMAGES);
    var layout = ParameterLayout.of(training.network(), IMAGES.shape());
    var at = Fixtures.doubles(InitialWeights.draw(layout, training.initialisation(), 5));
    var gradient = oracle.gradient(at);
    double h = 1e-6;
    for (int i = 0; i < at.length; i++) {
      var above = at.clone();
      above[i] += h;
      var below = at.clone();
      below[i] -= h;
      double slope = (oracle.metrics(above).loss() - oracle.metrics(below).loss()) / (2 * h);
      double close = 1e-7 * Math.max(1, Math.abs(slope) / 100);
      assertThat(gradient[i]).as("parameter %s", i).isCloseTo(slope, within(close));
    }
  }

  @Test
  void aPerceptronsStepByHand() {
    // w = (1, -1), b = 0, XOR: z = 0 -1 1 0, p = ½ 0.268941 0.731059 ½
    var training = Fixtures.training(Fixtures.perceptron(LABEL), Loss.CROSS_ENTROPY, 1);
    var oracle = new Oracle(training, Fixtures.xor());
    double p = 1 / (1 + Math.E);
    var at = new double[] {1, -1, 0};
    // loss: -(2 ln ½ + ln p + ln (1 - p)) / 4
    assertThat(oracle.metrics(at).loss())
        .isCloseTo(-(2 * Math.log(0.5) + Math.log(p) + Math.log(1 - p)) / 4, within(1e-12));
    // Σ(p - y)x / 4: w₁ from (1,0) and (1,1), w₂ from (0,1) and (1,1)
    assertThat(oracle.gradient(at))
        .containsExactly(
            new double[] {
              ((1 - p - 1) + 0.5) / 4, ((p - 1) + 0.5) / 4, (0.5 + (p - 1) + (1 - p - 1) + 0.5) / 4
            },
            within(1e-12));
    // right: y = 0 is predicted 1 at p = ½ (twice wrong), (0,1) wrong, (1,0) right
    assertThat(oracle.metrics(at).accuracy()).isEqualTo(0.25);
  }
}
