package org.descent.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.descent.contracts.InvalidSpec;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.learning.oracle.Oracle;
import org.junit.jupiter.api.Test;

class PredictorTest {
  @Test
  void logitsAreTheOraclesForEveryHeadAndWeightVector() {
    var examples = Fixtures.images(5, 1, 6, 7);
    var network =
        Fixtures.convolutional(
            Activation.TANH,
            Fixtures.LABEL,
            Fixtures.KIND,
            Fixtures.WIDTH,
            Fixtures.SIZES,
            Fixtures.TRAITS);
    var layout = ParameterLayout.of(network, examples.shape());
    var oracle = new Oracle(Fixtures.training(network, Loss.L2, 1), examples);
    try (var predictor = Predictor.of(network, examples.shape())) {
      for (long seed = 0; seed < 3; seed++) {
        var weights = InitialWeights.draw(layout, Fixtures.LIVELY, seed);
        var outputs = predictor.predict(weights, examples);
        for (int head = 0; head < network.heads().size(); head++) {
          assertThat(outputs.get(head).head()).isEqualTo(network.heads().get(head));
          assertThat(Fixtures.doubles(outputs.get(head).logits()))
              .containsExactly(oracle.logits(Fixtures.doubles(weights), head), within(1e-5));
        }
      }
    }
  }

  @Test
  void weightsOfAnotherNetworkAreRefused() {
    var network = Fixtures.perceptron(Fixtures.LABEL);
    try (var predictor = Predictor.of(network, Fixtures.xor().shape())) {
      assertThatThrownBy(() -> predictor.predict(new float[7], Fixtures.xor()))
          .isInstanceOf(InvalidSpec.class)
          .hasMessage("7 weights for a network of 3 parameters");
    }
  }
}
