package org.descent.learning.stacked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.descent.learning.Fixtures.LABEL;
import static org.descent.learning.Fixtures.PERFECT;
import static org.descent.learning.Fixtures.WIDTH;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.Cohort;
import org.descent.learning.CohortCheckpoint;
import org.descent.learning.Fixtures;
import org.descent.learning.Recording;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Training that goes on from a checkpoint. */
class ResumeTest {
  private static final StackedEngine ENGINE = Company.engine(1, 40);

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @Test
  void resumedTrainingIsTheSameAsUninterruptedTraining() {
    assertSameWhenResumed(cohort());
  }

  @Tag("thorough")
  @Test
  void soItIsWithConvolutions() {
    assertSameWhenResumed(convolutional());
  }

  private static void assertSameWhenResumed(Cohort cohort) {
    var whole = Company.train(ENGINE, cohort);
    var checkpoints = new Checkpoints();
    ENGINE.train(cohort, CohortCheckpoint.START, checkpoints);
    assertThat(checkpoints.taken()).hasSizeGreaterThan(3);
    for (var checkpoint : List.of(checkpoints.taken().get(0), checkpoints.taken().get(3))) {
      assertThat(checkpoint.running()).isNotEmpty();
      var resumed = new Checkpoints();
      try (var other = Company.engine(2, 25)) {
        other.train(cohort, checkpoint, resumed);
      }
      for (var trial : cohort.trials()) {
        assertResumed(trial.id(), checkpoint, resumed, whole);
      }
    }
  }

  private static void assertResumed(
      String trial, CohortCheckpoint checkpoint, Checkpoints resumed, Recording whole) {
    if (checkpoint.ended().contains(trial)) {
      assertThat(resumed.outcomes()).doesNotContainKey(trial);
      return;
    }
    int done = checkpoint.running(trial).map(CohortCheckpoint.Running::iterations).orElse(0);
    var curve = whole.curve(trial, "loss");
    var rest = resumed.losses().get(trial);
    assertThat(rest).hasSize(curve.length - done);
    for (int i = 0; i < rest.size(); i++) {
      assertThat(rest.get(i)).as("%s at %s", trial, done + i + 1).isEqualTo(curve[done + i]);
    }
    Company.assertSame(trial, resumed.outcomes().get(trial), whole.trained(trial));
  }

  @Test
  void aCheckpointKnowsWhatHasEnded() {
    var checkpoints = new Checkpoints();
    ENGINE.train(cohort(), CohortCheckpoint.START, checkpoints);
    var last = checkpoints.taken().get(checkpoints.taken().size() - 1);
    assertThat(last.running()).isEmpty();
    assertThat(last.ended()).hasSize(cohort().trials().size());
  }

  /** Every optimiser on full and mini-batches, some with a target; with snapshots. */
  private static Cohort cohort() {
    var trainings = new ArrayList<TrainingSpec>();
    var optimisers =
        Stream.of(
            new OptimiserSpec.Sgd(0.1),
            new OptimiserSpec.Momentum(0.05, 0.9),
            new OptimiserSpec.Adam(0.01, 0.9, 0.999, 1e-7));
    optimisers.forEach(
        optimiser -> {
          var network = Fixtures.dense(4, Activation.RELU, LABEL);
          var training = Fixtures.training(network, Loss.CROSS_ENTROPY, 230);
          training = Fixtures.snapshots(Fixtures.with(training, optimiser), 2, 60, 200);
          trainings.add(training);
          trainings.add(Fixtures.with(training, PERFECT));
          trainings.add(Fixtures.with(training, new BatchSpec(5, BatchSpec.Measure.DATA)));
        });
    return Fixtures.cohort(Fixtures.images(16, 1, 16), 7, trainings.toArray(TrainingSpec[]::new));
  }

  private static Cohort convolutional() {
    var network = Fixtures.convolutional(Activation.RELU, LABEL, WIDTH);
    var training = Fixtures.training(network, Loss.CROSS_ENTROPY, 170);
    training = Fixtures.snapshots(training, 2, 60, 150);
    var adam = Fixtures.with(training, new OptimiserSpec.Adam(0.01, 0.9, 0.999, 1e-7));
    return Fixtures.cohort(
        Fixtures.images(12, 2, 6, 7),
        7,
        training,
        Fixtures.with(training, new OptimiserSpec.Momentum(0.01, 0.9)),
        Fixtures.with(adam, new BatchSpec(5, BatchSpec.Measure.DATA)),
        Fixtures.with(adam, new BatchSpec(5, BatchSpec.Measure.BATCH)));
  }
}
