package org.descent.learning.stacked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.descent.learning.Fixtures.KIND;
import static org.descent.learning.Fixtures.LABEL;
import static org.descent.learning.Fixtures.LIVELY;
import static org.descent.learning.Fixtures.WIDTH;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.Cohort;
import org.descent.learning.EngineSettings;
import org.descent.learning.Engines;
import org.descent.learning.Fixtures;
import org.descent.learning.InitialWeights;
import org.descent.learning.Recording;
import org.descent.learning.oracle.Oracle;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Both engines and plain Java in double precision, side by side for 1000 iterations.
 *
 * <p>The tolerance is that of {@link StackedEngineOracleTest}, for the same reason, relative to
 * losses above 1: rounding by 6e-8 of a value, added up over 1000 iterations, stays below 1e-4;
 * Adam divides by small numbers and gets ten times that. Two engines may be off to either side, so
 * they may differ by twice as much.
 */
@Tag("thorough")
class AgreementTest {
  private static final long SEED = 4;
  private static final int ITERATIONS = 1000;
  private static final List<OptimiserSpec> OPTIMISERS =
      List.of(
          new OptimiserSpec.Sgd(0.1),
          new OptimiserSpec.Momentum(0.02, 0.9),
          new OptimiserSpec.Adam(0.003, 0.9, 0.999, 1e-7));

  @Test
  void denseNetworksAgreeUnderEveryLossActivationAndOptimiser() {
    var trainings = new ArrayList<TrainingSpec>();
    for (var optimiser : OPTIMISERS) {
      for (var loss : Fixtures.LOSSES) {
        for (var activation : Activation.values()) {
          trainings.add(training(Fixtures.dense(4, activation, LABEL), loss, optimiser));
        }
      }
    }
    trainings.add(training(deep(), Loss.L2, OPTIMISERS.get(1)));
    trainings.add(training(deep(), Loss.CROSS_ENTROPY, OPTIMISERS.get(2)));
    agree(trainings, Fixtures.images(20, 2, 9), Engines.STACKED, Engines.SINGLE);
  }

  /** On a CPU the stacked engine hands these on, and then they are the same to the last bit. */
  @Test
  void convolutionalNetworksAgreeUnderEveryLossActivationAndOptimiser() {
    var trainings = new ArrayList<TrainingSpec>();
    for (var loss : Fixtures.LOSSES) {
      for (var activation : Fixtures.SOME) {
        var network = Fixtures.convolutional(activation, LABEL, WIDTH);
        trainings.add(training(network, loss, OPTIMISERS.get(0)));
      }
      var network = Fixtures.convolutional(Activation.TANH, KIND);
      OPTIMISERS.forEach(optimiser -> trainings.add(training(network, loss, optimiser)));
    }
    agree(trainings, Fixtures.images(8, 2, 6, 7), Engines.SINGLE);
  }

  private static NetworkSpec deep() {
    return new NetworkSpec(
        List.of(
            new LayerSpec.Dense(5, Activation.TANH), new LayerSpec.Dense(4, Activation.SIGMOID)),
        List.of(LABEL, WIDTH, KIND));
  }

  /** Each of the engines agrees with the oracle, and with the others. */
  private static void agree(List<TrainingSpec> trainings, Examples examples, String... engines) {
    var cohort = Fixtures.cohort(examples, SEED, trainings.toArray(TrainingSpec[]::new));
    var heard = Stream.of(engines).map(engine -> train(cohort, engine)).toList();
    for (var trial : cohort.trials()) {
      var training = trial.training();
      double tolerance = training.optimiser() instanceof OptimiserSpec.Adam ? 1e-3 : 1e-4;
      var name = training.loss() + " " + training.optimiser() + " " + training.network().layers();
      var oracle = oracle(training, examples);
      var curves = heard.stream().map(h -> h.curve(trial.id(), "loss")).toList();
      assertThat(curves).allMatch(curve -> curve.length == ITERATIONS);
      for (int k = 0; k < ITERATIONS; k++) {
        var where = name + ": loss at iteration " + (k + 1);
        double scale = tolerance * Math.max(1, oracle[k]);
        for (var curve : curves) {
          assertThat((double) curve[k]).as(where).isCloseTo(oracle[k], within(scale));
          assertThat(curve[k]).as(where).isCloseTo(curves.get(0)[k], within((float) (2 * scale)));
        }
      }
      var weights = Fixtures.doubles(heard.get(0).weights(trial.id()));
      for (var other : heard) {
        assertThat(Fixtures.doubles(other.weights(trial.id())))
            .as(name)
            .containsExactly(weights, within(20 * tolerance));
      }
    }
  }

  private static double[] oracle(TrainingSpec training, Examples examples) {
    var layout = ParameterLayout.of(training.network(), examples.shape());
    var initial = InitialWeights.draw(layout, training.initialisation(), SEED);
    return new Oracle(training, examples)
        .train(initial, SEED, ITERATIONS).metrics().stream().mapToDouble(m -> m.loss()).toArray();
  }

  private static Recording train(Cohort cohort, String engine) {
    return Recording.of(cohort, new EngineSettings(2, 500, engine));
  }

  private static TrainingSpec training(NetworkSpec network, Loss loss, OptimiserSpec optimiser) {
    return Fixtures.with(
        Fixtures.with(Fixtures.training(network, loss, ITERATIONS), LIVELY), optimiser);
  }
}
