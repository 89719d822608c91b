package org.descent.learning.single;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.descent.learning.Fixtures.KIND;
import static org.descent.learning.Fixtures.LABEL;
import static org.descent.learning.Fixtures.LIVELY;
import static org.descent.learning.Fixtures.SIZES;
import static org.descent.learning.Fixtures.TRAITS;
import static org.descent.learning.Fixtures.WIDTH;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.Engine;
import org.descent.learning.EngineSettings;
import org.descent.learning.Engines;
import org.descent.learning.Fixtures;
import org.descent.learning.InitialWeights;
import org.descent.learning.Measured;
import org.descent.learning.Recording;
import org.descent.learning.oracle.Oracle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine against the oracle: every layer, activation, head, loss, optimiser and batch. */
class SingleEngineOracleTest {
  private static final long SEED = 4;
  private static final Engine ENGINE = Engines.create(new EngineSettings(1, 1000, Engines.SINGLE));

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  static List<TrainingSpec> structures() {
    var trainings = new ArrayList<TrainingSpec>();
    for (var loss : Loss.values()) {
      boolean studied = Fixtures.LOSSES.contains(loss);
      for (var activation : studied ? List.of(Activation.values()) : Fixtures.SOME) {
        trainings.add(lively(Fixtures.dense(4, activation, LABEL), loss));
      }
      for (var activation : studied ? Fixtures.SOME : List.of(Activation.TANH)) {
        Stream.of(
                Fixtures.dense(4, activation, KIND),
                Fixtures.dense(4, activation, LABEL, WIDTH, KIND),
                Fixtures.convolutional(activation, LABEL, WIDTH))
            .forEach(network -> trainings.add(lively(network, loss)));
      }
      trainings.add(lively(Fixtures.perceptron(LABEL), loss));
      trainings.add(lively(Fixtures.perceptron(KIND, WIDTH), loss));
      trainings.add(lively(Fixtures.perceptron(TRAITS, SIZES), loss));
    }
    return trainings;
  }

  @ParameterizedTest
  @MethodSource("structures")
  void forwardLossAndOneStepAgree(TrainingSpec training) {
    var examples = examples(training.network(), 12);
    agrees(Fixtures.snapshots(training, 1, 2), examples, 2e-5);
  }

  static List<Loss> studied() {
    return Fixtures.LOSSES;
  }

  @ParameterizedTest
  @MethodSource("studied")
  void theStudysNetworksAgreeForAHundredIterations(Loss loss) {
    for (var activation : List.of(Activation.SIGMOID, Activation.RELU)) {
      var training = Fixtures.training(Fixtures.dense(4, activation, LABEL), loss, 100);
      agrees(Fixtures.snapshots(training, 50, 51), Fixtures.images(64, 1, 16), 1e-5);
    }
  }

  static List<OptimiserSpec> optimisers() {
    return List.of(
        new OptimiserSpec.Sgd(0.5),
        new OptimiserSpec.Momentum(0.05, 0.9),
        new OptimiserSpec.Adam(0.01, 0.9, 0.999, 1e-7));
  }

  @ParameterizedTest
  @MethodSource("optimisers")
  void everyOptimiserAgreesOnFullAndMiniBatches(OptimiserSpec optimiser) {
    var network = Fixtures.dense(4, Activation.TANH, LABEL, WIDTH);
    var training = Fixtures.with(lively(network, Loss.CROSS_ENTROPY, 120), optimiser);
    var examples = Fixtures.images(20, 2, 9);
    agrees(training, examples, 1e-4);
    for (var measure : BatchSpec.Measure.values()) {
      agrees(Fixtures.with(training, new BatchSpec(6, measure)), examples, 1e-4);
    }
  }

  @Test
  void claimedMetricsAreThoseOfAllExamplesAtThePublishedWeights() {
    var training =
        Fixtures.with(
            lively(Fixtures.dense(4, Activation.TANH, LABEL), Loss.L2, 30),
            new BatchSpec(6, BatchSpec.Measure.BATCH));
    var examples = Fixtures.images(20, 2, 9);
    var heard = train(training, examples);
    var weights = Fixtures.doubles(heard.weights("t0"));
    assertThat(heard.trained("t0").claimed().loss())
        .isCloseTo(new Oracle(training, examples).metrics(weights).loss(), within(1e-5));
  }

  private static void agrees(TrainingSpec training, Examples examples, double tolerance) {
    var heard = train(training, examples);
    var layout = ParameterLayout.of(training.network(), examples.shape());
    var initial = InitialWeights.draw(layout, training.initialisation(), SEED);
    var course = new Oracle(training, examples).train(initial, SEED, training.iterations());
    for (var name : heard.slices("t0").get(0).metrics()) {
      var curve = heard.curve("t0", name);
      assertThat(curve).hasSize(training.iterations());
      for (int i = 0; i < curve.length; i++) {
        assertThat((double) curve[i])
            .as("%s at iteration %s", name, i + 1)
            .isCloseTo(Measured.value(course.metrics().get(i), name), within(tolerance));
      }
    }
    for (var snapshot : heard.trained("t0").snapshots()) {
      assertThat(Fixtures.doubles(snapshot.weights()))
          .as("weights at iteration %s", snapshot.iteration())
          .containsExactly(course.weights().get(snapshot.iteration() - 1), within(tolerance));
    }
  }

  private static Recording train(TrainingSpec training, Examples examples) {
    var heard = new Recording();
    ENGINE.train(Fixtures.cohort(examples, SEED, training), heard);
    return heard;
  }

  private static Examples examples(NetworkSpec network, int count) {
    boolean images = network.layers().size() == 3;
    return images ? Fixtures.images(count, 7, 6, 7) : Fixtures.images(count, 7, 9);
  }

  private static TrainingSpec lively(NetworkSpec network, Loss loss) {
    return lively(network, loss, 2);
  }

  private static TrainingSpec lively(NetworkSpec network, Loss loss, int iterations) {
    return Fixtures.with(Fixtures.training(network, loss, iterations), LIVELY);
  }
}
