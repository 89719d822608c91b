package org.descent.learning.stacked;

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
import org.descent.contracts.event.Metrics;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.LayerSpec;
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
import org.descent.learning.Recording;
import org.descent.learning.oracle.Oracle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The engine against plain Java in double precision.
 *
 * <p>A float32 rounds by up to 2^-24 = 6e-8 of its value, a sum of n of them by a small multiple of
 * that. Gradient descent adds such errors up without amplifying them while it converges: over 1000
 * iterations they stay below 1000 · 6e-8 = 6e-5 of weights of the order of 1. Hence a tolerance of
 * 1e-4, relative to values above 1; Adam divides by the square root of tiny moments and gets ten
 * times that.
 */
class StackedEngineOracleTest {
  private static final long SEED = 4;
  private static final int ITERATIONS = 1000;
  private static final Engine ENGINE = Engines.create(new EngineSettings(1, 400, Engines.STACKED));

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  static List<OptimiserSpec> optimisers() {
    return List.of(
        new OptimiserSpec.Sgd(0.1),
        new OptimiserSpec.Momentum(0.02, 0.9),
        new OptimiserSpec.Adam(0.003, 0.9, 0.999, 1e-7));
  }

  @ParameterizedTest
  @MethodSource("optimisers")
  void lossesAndActivationsAgreeForAThousandIterations(OptimiserSpec optimiser) {
    activationsAgree(optimiser, Fixtures.SOME);
  }

  @Tag("thorough")
  @ParameterizedTest
  @MethodSource("optimisers")
  void everyLossAndActivationAgreesForAThousandIterations(OptimiserSpec optimiser) {
    activationsAgree(optimiser, List.of(Activation.values()));
  }

  private static void activationsAgree(OptimiserSpec optimiser, List<Activation> activations) {
    var trainings = new ArrayList<TrainingSpec>();
    for (var loss : Fixtures.LOSSES) {
      for (var activation : activations) {
        trainings.add(training(Fixtures.dense(4, activation, LABEL), loss, optimiser));
      }
    }
    agree(trainings, Fixtures.images(20, 2, 9), tolerance(optimiser));
  }

  @ParameterizedTest
  @MethodSource("optimisers")
  void everyHeadAgrees(OptimiserSpec optimiser) {
    agree(everyHead(optimiser), Fixtures.images(20, 2, 9), tolerance(optimiser));
  }

  private static List<TrainingSpec> everyHead(OptimiserSpec optimiser) {
    var network = Fixtures.dense(4, Activation.TANH, LABEL, WIDTH, KIND);
    return Fixtures.LOSSES.stream().map(loss -> training(network, loss, optimiser)).toList();
  }

  @Test
  void headsOfSeveralTargetsAgreeUnderEveryLoss() {
    var sgd = new OptimiserSpec.Sgd(0.05);
    var network = Fixtures.dense(4, Activation.TANH, SIZES, TRAITS);
    var trainings = Stream.of(Loss.values()).map(loss -> training(network, loss, sgd)).toList();
    agree(trainings, Fixtures.images(20, 2, 9), tolerance(sgd));
  }

  @ParameterizedTest
  @MethodSource("optimisers")
  void miniBatchesAgree(OptimiserSpec optimiser) {
    for (var measure : BatchSpec.Measure.values()) {
      var trainings = new ArrayList<TrainingSpec>();
      for (var activation : List.of(Activation.SIGMOID, Activation.TANH)) {
        var training =
            training(Fixtures.dense(4, activation, LABEL, KIND), Loss.CROSS_ENTROPY, optimiser);
        trainings.add(Fixtures.with(training, new BatchSpec(6, measure)));
      }
      agree(trainings, Fixtures.images(20, 2, 9), tolerance(optimiser));
    }
  }

  @Test
  void matricesThatAreUpdatedInPartsAgree() {
    var adam = new OptimiserSpec.Adam(0.003, 0.9, 0.999, 1e-7);
    int units = 70; // rows of 300 inputs each: 32, 32 and 6 of them
    var training = training(Fixtures.dense(units, Activation.TANH, KIND), Loss.CROSS_ENTROPY, adam);
    var batches = Fixtures.with(training, new BatchSpec(6, BatchSpec.Measure.BATCH));
    agree(List.of(batches), Fixtures.images(20, 1, 300), tolerance(adam));
  }

  @Tag("thorough")
  @ParameterizedTest
  @MethodSource("optimisers")
  void convolutionsAgree(OptimiserSpec optimiser) {
    var trainings = new ArrayList<TrainingSpec>();
    for (var loss : Fixtures.LOSSES) {
      var network = Fixtures.convolutional(Activation.TANH, LABEL, WIDTH, KIND);
      trainings.add(training(network, loss, optimiser));
    }
    agree(trainings, Fixtures.images(12, 2, 6, 7), tolerance(optimiser));
  }

  @Tag("thorough")
  @ParameterizedTest
  @EnumSource(BatchSpec.Measure.class)
  void convolutionsOfMiniBatchesAgree(BatchSpec.Measure measure) {
    var sgd = new OptimiserSpec.Sgd(0.02);
    var network = Fixtures.convolutional(Activation.SIGMOID, LABEL, WIDTH);
    var training =
        Fixtures.with(training(network, Loss.CROSS_ENTROPY, sgd), new BatchSpec(5, measure));
    agree(List.of(training), Fixtures.images(12, 2, 6, 7, 1), tolerance(sgd));
  }

  @Test
  void convolutionsBehindAndBeforeDenseLayersAgree() {
    var network =
        new NetworkSpec(
            List.of(
                new LayerSpec.Conv2d(2, 2, 2, Activation.NONE),
                new LayerSpec.Conv2d(3, 1, 3, Activation.RELU),
                new LayerSpec.Conv2d(2, 3, 1, Activation.TANH),
                new LayerSpec.Flatten(),
                new LayerSpec.Dense(3, Activation.TANH)),
            List.of(LABEL));
    var sgd = new OptimiserSpec.Sgd(0.02);
    var training = training(network, Loss.CROSS_ENTROPY, sgd);
    agree(List.of(training), Fixtures.images(12, 2, 5, 6, 2), tolerance(sgd));
  }

  @Test
  void manyLayersAndNoneAgree() {
    var deep =
        new NetworkSpec(
            List.of(
                new LayerSpec.Flatten(),
                new LayerSpec.Dense(5, Activation.TANH),
                new LayerSpec.Dense(3, Activation.NONE),
                new LayerSpec.Dense(4, Activation.SIGMOID)),
            List.of(LABEL, WIDTH));
    var sgd = new OptimiserSpec.Sgd(0.1);
    agree(List.of(training(deep, Loss.L2, sgd)), Fixtures.images(20, 2, 3, 3), tolerance(sgd));
    var perceptron = Fixtures.perceptron(KIND);
    agree(
        List.of(training(perceptron, Loss.CROSS_ENTROPY, sgd)),
        Fixtures.images(20, 2, 9),
        tolerance(sgd));
  }

  @Test
  void claimedMetricsAreThoseOfAllExamplesAtThePublishedWeights() {
    var training =
        Fixtures.with(
            training(
                Fixtures.dense(4, Activation.TANH, LABEL), Loss.L2, new OptimiserSpec.Sgd(0.1)),
            new BatchSpec(6, BatchSpec.Measure.BATCH));
    var examples = Fixtures.images(20, 2, 9);
    var heard = new Recording();
    ENGINE.train(Fixtures.cohort(examples, SEED, training), heard);
    var weights = Fixtures.doubles(heard.weights("t0"));
    assertThat(heard.trained("t0").claimed().loss())
        .isCloseTo(new Oracle(training, examples).metrics(weights).loss(), within(1e-5));
  }

  @Test
  void programsForAGpuAgree() {
    var sgd = new OptimiserSpec.Sgd(0.1);
    try (var engine = Company.gpuEngine(400)) {
      agree(engine, everyHead(sgd), Fixtures.images(20, 2, 9), tolerance(sgd));
    }
  }

  private static void agree(List<TrainingSpec> trainings, Examples examples, double tolerance) {
    agree(ENGINE, trainings, examples, tolerance);
  }

  /** Trains all as one cohort and compares every iteration, and the weights of the last. */
  private static void agree(
      Engine engine, List<TrainingSpec> trainings, Examples examples, double tolerance) {
    var heard = new Recording();
    engine.train(Fixtures.cohort(examples, SEED, trainings.toArray(TrainingSpec[]::new)), heard);
    for (int i = 0; i < trainings.size(); i++) {
      var training = trainings.get(i);
      var layout = ParameterLayout.of(training.network(), examples.shape());
      var initial = InitialWeights.draw(layout, training.initialisation(), SEED);
      var course = new Oracle(training, examples).train(initial, SEED, training.iterations());
      var name = training.loss() + " " + training.network().layers();
      curvesAgree(heard, "t" + i, name, course.metrics(), tolerance);
      var weights = course.weights().get(ITERATIONS - 1);
      assertThat(Fixtures.doubles(heard.weights("t" + i)))
          .as(name)
          .containsExactly(weights, within(10 * tolerance));
    }
  }

  private static void curvesAgree(
      Recording heard, String trial, String name, List<Metrics> expected, double tolerance) {
    var loss = heard.curve(trial, "loss");
    var accuracy = heard.curve(trial, "accuracy");
    assertThat(loss).hasSize(ITERATIONS);
    int otherwise = 0;
    for (int k = 0; k < ITERATIONS; k++) {
      double wanted = expected.get(k).loss();
      assertThat((double) loss[k])
          .as("%s: loss at iteration %s", name, k + 1)
          .isCloseTo(wanted, within(tolerance * Math.max(1, wanted)));
      otherwise += Math.abs(accuracy[k] - expected.get(k).accuracy()) > 1e-6 ? 1 : 0;
    }
    // an example on the very border may change sides an iteration early or late
    assertThat(otherwise).as("%s: iterations of another accuracy", name).isLessThan(10);
  }

  private static double tolerance(OptimiserSpec optimiser) {
    return optimiser instanceof OptimiserSpec.Adam ? 1e-3 : 1e-4;
  }

  private static TrainingSpec training(NetworkSpec network, Loss loss, OptimiserSpec optimiser) {
    return Fixtures.with(
        Fixtures.with(Fixtures.training(network, loss, ITERATIONS), LIVELY), optimiser);
  }
}
