package org.descent.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.descent.learning.Fixtures.LABEL;
import static org.descent.learning.Fixtures.LIVELY;
import static org.descent.learning.Fixtures.WIDTH;

import java.util.ArrayList;
import java.util.List;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.ClippingSpec;
import org.descent.contracts.spec.DecaySpec;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.contracts.spec.ScheduleSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.contracts.spec.UpdateSpec;
import org.descent.learning.oracle.Oracle;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every optimiser, with all that goes with it, in both engines against the oracle. */
@Tag("thorough")
class OptimisersTest {
  private static final long SEED = 4;
  private static final int ITERATIONS = 60;
  private static final Examples EXAMPLES = Fixtures.images(16, 2, 9);

  /** A tall matrix, a wide one, and heads. */
  private static final TrainingSpec TRAINING =
      Fixtures.with(
          Fixtures.training(
              new NetworkSpec(
                  List.of(
                      new LayerSpec.Dense(5, Activation.TANH),
                      new LayerSpec.Dense(7, Activation.SIGMOID)),
                  List.of(LABEL, WIDTH)),
              Loss.CROSS_ENTROPY,
              ITERATIONS),
          LIVELY);

  static final List<OptimiserSpec> OPTIMISERS =
      List.of(
          new OptimiserSpec.Sgd(0.3),
          new OptimiserSpec.Momentum(0.05, 0.9),
          new OptimiserSpec.Nesterov(0.05, 0.9),
          new OptimiserSpec.RmsProp(0.01, 0.9, 1e-3),
          new OptimiserSpec.Adagrad(0.05, 1e-3),
          new OptimiserSpec.Adam(0.01, 0.9, 0.99, 1e-4),
          new OptimiserSpec.Adamax(0.01, 0.9, 0.99, 1e-4),
          new OptimiserSpec.AdamW(0.01, 0.8, 0.99, 1e-4, 0.1),
          new OptimiserSpec.NadamW(0.01, 0.8, 0.99, 1e-4, 0.1),
          new OptimiserSpec.Lion(1e-3, 0.9, 0.99, 0.1),
          new OptimiserSpec.Rprop(1e-3, 0.5, 1.2, 1e-5, 0.02),
          new OptimiserSpec.Muon(
              0.01, 0.9, 0.1, new OptimiserSpec.AdamW(0.003, 0.9, 0.99, 1e-4, 0.01)));

  private static final ScheduleSpec COSINE =
      new ScheduleSpec(ScheduleSpec.Unit.ITERATIONS, 5, new ScheduleSpec.Cosine(30, 0.1));
  private static final ScheduleSpec BY_EPOCH =
      new ScheduleSpec(ScheduleSpec.Unit.EPOCHS, 1, new ScheduleSpec.Step(4, 0.5));

  /** Each of what goes with an optimiser, and all at once. */
  static final List<UpdateSpec> UPDATES =
      List.of(
          UpdateSpec.PLAIN,
          new UpdateSpec(COSINE, null, null, null),
          new UpdateSpec(null, BY_EPOCH, null, null),
          new UpdateSpec(null, null, new DecaySpec(0.1, false, false), null),
          new UpdateSpec(null, null, new DecaySpec(0.1, true, true), null),
          new UpdateSpec(null, null, null, new ClippingSpec.ByValue(0.01)),
          new UpdateSpec(null, null, null, new ClippingSpec.ByNorm(0.1)),
          new UpdateSpec(
              BY_EPOCH, COSINE, new DecaySpec(0.05, true, false), new ClippingSpec.ByNorm(0.2)));

  @ParameterizedTest
  @ValueSource(strings = {Engines.STACKED, Engines.SINGLE})
  void everyOptimiserAgreesWithTheOracle(String engine) {
    agree(engine, OPTIMISERS.stream().map(o -> Fixtures.with(TRAINING, o)).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {Engines.STACKED, Engines.SINGLE})
  void soDoesWhateverGoesWithThem(String engine) {
    var trainings = new ArrayList<TrainingSpec>();
    for (var update : UPDATES) {
      var batches = Fixtures.with(TRAINING, new BatchSpec(6, BatchSpec.Measure.DATA));
      trainings.add(
          Fixtures.with(Fixtures.with(TRAINING, new OptimiserSpec.Momentum(0.05, 0.9)), update));
      trainings.add(Fixtures.with(Fixtures.with(batches, OPTIMISERS.get(6)), update));
    }
    agree(engine, trainings);
  }

  private static void agree(String engine, List<TrainingSpec> trainings) {
    var cohort = Fixtures.cohort(EXAMPLES, SEED, trainings.toArray(TrainingSpec[]::new));
    var heard = Recording.of(cohort, new EngineSettings(2, 500, engine));
    for (var trial : cohort.trials()) {
      var training = trial.training();
      var layout = ParameterLayout.of(training.network(), EXAMPLES.shape());
      var initial = InitialWeights.draw(layout, training.initialisation(), SEED);
      var course = new Oracle(training, EXAMPLES).train(initial, SEED, ITERATIONS);
      var name = training.optimiser() + " " + training.updates() + " " + training.batch();
      var curve = heard.curve(trial.id(), "loss");
      for (int k = 0; k < ITERATIONS; k++) {
        double wanted = course.metrics().get(k).loss();
        assertThat((double) curve[k])
            .as("%s: loss at iteration %s", name, k + 1)
            .isCloseTo(wanted, within(2e-4 * Math.max(1, wanted)));
      }
      assertThat(course.metrics().get(ITERATIONS - 1).loss())
          .as("%s learns", name)
          .isLessThan(course.metrics().get(0).loss());
    }
  }
}
