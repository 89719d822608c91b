package org.descent.learning.stacked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.descent.learning.Fixtures.LABEL;
import static org.descent.learning.Fixtures.LIVELY;
import static org.descent.learning.Fixtures.WIDTH;

import java.util.ArrayList;
import java.util.List;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.AverageSpec;
import org.descent.contracts.spec.BatchNorm;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.DecaySpec;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.contracts.spec.UpdateSpec;
import org.descent.learning.Cohort;
import org.descent.learning.CohortCheckpoint;
import org.descent.learning.EngineSettings;
import org.descent.learning.Engines;
import org.descent.learning.Fixtures;
import org.descent.learning.InitialWeights;
import org.descent.learning.Recording;
import org.descent.learning.oracle.Oracle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Averages of weights that are kept beside them. */
class AveragesTest {
  private static final long SEED = 4;
  private static final int ITERATIONS = 60;
  private static final Examples EXAMPLES = Fixtures.images(20, 2, 9);
  private static final StackedEngine ENGINE = Company.engine(1, 25);

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  private static List<TrainingSpec> trainings() {
    var plain =
        Fixtures.with(
            Fixtures.training(
                Fixtures.dense(4, Activation.TANH, LABEL, WIDTH), Loss.CROSS_ENTROPY, ITERATIONS),
            LIVELY);
    var trainings = new ArrayList<TrainingSpec>();
    for (double decay : new double[] {0.5, 0.9, 0.99}) {
      var update =
          new UpdateSpec(
              null, null, new DecaySpec(0.01, true, false), null, new AverageSpec(decay));
      var training = Fixtures.with(Fixtures.snapshots(plain, 1, 2, 30), update);
      trainings.add(training);
      trainings.add(
          Fixtures.with(
              Fixtures.with(training, new OptimiserSpec.Adam(0.01, 0.9, 0.99, 1e-4)),
              new BatchSpec(6, BatchSpec.Measure.BATCH)));
    }
    return trainings;
  }

  private static TrainingSpec normalised() {
    var network =
        new NetworkSpec(
            List.of(new LayerSpec.Dense(4, Activation.TANH), new BatchNorm(0.1, 1e-5)),
            List.of(LABEL));
    var update = new UpdateSpec(null, null, null, null, new AverageSpec(0.9));
    return Fixtures.with(Fixtures.training(network, Loss.CROSS_ENTROPY, ITERATIONS), update);
  }

  private static Recording train(String engine, TrainingSpec... trainings) {
    var cohort = Fixtures.cohort(EXAMPLES, SEED, trainings);
    return Recording.of(cohort, new EngineSettings(1, 25, engine));
  }

  @ParameterizedTest
  @ValueSource(strings = {Engines.STACKED, Engines.SINGLE})
  void enginesAverageAsTheOracleDoes(String engine) {
    var trainings = trainings();
    var heard = train(engine, trainings.toArray(TrainingSpec[]::new));
    for (int i = 0; i < trainings.size(); i++) {
      var training = trainings.get(i);
      var layout = ParameterLayout.of(training.network(), EXAMPLES.shape());
      var initial = InitialWeights.draw(layout, training.initialisation(), SEED);
      var course = new Oracle(training, EXAMPLES).train(initial, SEED, ITERATIONS);
      var snapshots = heard.trained("t" + i).snapshots();
      assertThat(snapshots).hasSize(4);
      assertThat(snapshots.get(0).average().orElseThrow()).isEqualTo(initial);
      for (var snapshot : snapshots) {
        var wanted = course.averages().get(snapshot.iteration() - 1);
        assertThat(Fixtures.doubles(snapshot.average().orElseThrow()))
            .as("%s at %s", training.updates(), snapshot.iteration())
            .containsExactly(wanted, within(2e-4));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Engines.STACKED, Engines.SINGLE})
  void trainingIsTheSameWithoutThem(String engine) {
    var averaging = trainings().get(0);
    var decay = averaging.updates().decay();
    var plain = Fixtures.with(averaging, new UpdateSpec(null, null, decay, null));
    var heard = train(engine, averaging, plain);
    assertThat(heard.curve("t0", "loss")).isEqualTo(heard.curve("t1", "loss"));
    assertThat(heard.weights("t0")).isEqualTo(heard.weights("t1"));
    assertThat(heard.trained("t1").snapshots()).allMatch(s -> s.average().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {Engines.STACKED, Engines.SINGLE})
  void whatIsRememberedIsNotAveraged(String engine) {
    var training = normalised();
    var snapshots = train(engine, training).trained("t0").snapshots();
    var end = snapshots.get(snapshots.size() - 1);
    var average = end.average().orElseThrow();
    for (var array : ParameterLayout.of(training.network(), EXAMPLES.shape()).parameters()) {
      int first = array.offset();
      assertThat(average[first] != end.weights()[first])
          .as(array.name())
          .isEqualTo(array.role().trained());
    }
  }

  @Test
  void companyAndCheckpointsChangeNoBit() {
    var averages = trainings();
    var cohort = Company.of(12, EXAMPLES, List.of(averages.get(0), averages.get(2), normalised()));
    var whole = Company.train(ENGINE, cohort);
    for (int trial : new int[] {0, 1, 2}) {
      Company.assertSame("t" + trial, Company.train(ENGINE, Company.alone(cohort, trial)), whole);
    }
    resumedIsWhole(cohort, whole);
  }

  private static void resumedIsWhole(Cohort cohort, Recording whole) {
    var checkpoints = new Checkpoints();
    ENGINE.train(cohort, CohortCheckpoint.START, checkpoints);
    var resumed = new Checkpoints();
    ENGINE.train(cohort, checkpoints.underWay(), resumed);
    assertThat(resumed.outcomes()).isNotEmpty();
    resumed
        .outcomes()
        .forEach((trial, end) -> Company.assertSame(trial, end, whole.trained(trial)));
  }
}
