package org.descent.learning.stacked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.descent.learning.Fixtures.LABEL;
import static org.descent.learning.Fixtures.WIDTH;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.descent.contracts.event.End;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.MeasureSpec;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.PatienceSpec;
import org.descent.contracts.spec.Split;
import org.descent.contracts.spec.TargetSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.Cohort;
import org.descent.learning.CohortCheckpoint;
import org.descent.learning.Fixtures;
import org.descent.learning.Outcome;
import org.descent.learning.SplitMeasurement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What is measured of a trial depends neither on its company nor on how training is cut. */
class MeasuredCompanyTest {
  private static final StackedEngine ENGINE = Company.engine(1, 50);
  private static final List<Split> BOTH = List.of(Split.TRAIN, Split.VALIDATION);

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  /** Trials of several losses, activations and schedules, which end in every way there is. */
  static Cohort cohort(int count) {
    var target = new TargetSpec(TargetSpec.Metric.ACCURACY, "", 0.8, Split.VALIDATION);
    var patience = new PatienceSpec(3, TargetSpec.Metric.LOSS, "", Split.VALIDATION, 0.001);
    var trainings = new ArrayList<TrainingSpec>();
    for (var loss : Fixtures.LOSSES) {
      for (var activation : List.of(Activation.TANH, Activation.RELU)) {
        var network = Fixtures.dense(8, activation, LABEL, WIDTH);
        var training =
            Fixtures.with(
                Fixtures.training(network, loss, 150), new BatchSpec(8, BatchSpec.Measure.BATCH));
        trainings.add(Fixtures.measuring(training, MeasureSpec.every(40, BOTH), null, target));
        trainings.add(Fixtures.measuring(training, MeasureSpec.eachEpoch(BOTH), patience));
        trainings.add(training);
        var wild = Fixtures.with(training, new OptimiserSpec.Sgd(1e6));
        trainings.add(Fixtures.measuring(wild, MeasureSpec.every(1, BOTH), null));
      }
    }
    var cohort = Company.of(count, Fixtures.images(37, 1, 16), trainings);
    var others = Map.of(Split.VALIDATION, Fixtures.images(1021, 2, 16));
    return new Cohort(cohort.trials(), cohort.train(), others);
  }

  @Test
  void companyChangesNothingThatIsMeasured() {
    var cohort = cohort(80);
    var all = Company.train(ENGINE, cohort);
    var ends = cohort.trials().stream().map(t -> all.trained(t.id())).toList();
    assertThat(ends.stream().map(Outcome.Trained::end).distinct()).contains(End.DIVERGED);
    assertThat(ends.stream().map(Outcome.Trained::stopped).distinct()).hasSizeGreaterThan(1);
    var some = Company.train(ENGINE, cohort.of(cohort.trials().subList(0, 7)));
    cohort.trials().subList(0, 7).forEach(t -> Company.assertSame(t.id(), some, all));
    for (int trial : new int[] {0, 1, 2, 3, 4, 33, 79}) {
      Company.assertSame("t" + trial, Company.train(ENGINE, Company.alone(cohort, trial)), all);
    }
  }

  @Test
  void segmentsAndThreadsChangeNothingThatIsMeasured() {
    var cohort = cohort(16);
    var once = Company.train(ENGINE, cohort);
    for (int segment : new int[] {7, 1000}) {
      try (var other = Company.engine(2, segment)) {
        var heard = Company.train(other, cohort);
        cohort.trials().forEach(t -> Company.assertSame(t.id(), heard, once));
      }
    }
  }

  @Test
  void whoGoesOnFromACheckpointMeasuresAndDecidesTheSame() {
    var cohort = cohort(16);
    var whole = Company.train(ENGINE, cohort);
    var checkpoints = new Checkpoints();
    ENGINE.train(cohort, CohortCheckpoint.START, checkpoints);
    for (int taken : new int[] {0, 2, 5}) {
      var from = checkpoints.taken().get(taken);
      var resumed = new Checkpoints();
      ENGINE.train(cohort, from, resumed);
      for (var trial : cohort.trials()) {
        if (from.ended().contains(trial.id())) {
          continue;
        }
        Company.assertSame(
            trial.id(), resumed.outcomes().get(trial.id()), whole.trained(trial.id()));
        int done = from.running(trial.id()).map(CohortCheckpoint.Running::iterations).orElse(0);
        var rest = resumed.measured().getOrDefault(trial.id(), List.of());
        var expected =
            whole.measured(trial.id()).stream().filter(m -> m.iteration() > done).toList();
        assertThat(rest.stream().map(SplitMeasurement::iteration).toList())
            .isEqualTo(expected.stream().map(SplitMeasurement::iteration).toList());
        for (int i = 0; i < rest.size(); i++) {
          assertThat(rest.get(i).values()).isEqualTo(expected.get(i).values());
        }
      }
    }
  }
}
