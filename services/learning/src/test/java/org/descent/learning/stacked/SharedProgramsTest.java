package org.descent.learning.stacked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.descent.learning.Fixtures.LABEL;

import java.util.ArrayList;
import java.util.List;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.AverageSpec;
import org.descent.contracts.spec.ClippingSpec;
import org.descent.contracts.spec.DecaySpec;
import org.descent.contracts.spec.Dropout;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.Initialiser;
import org.descent.contracts.spec.LayerInitialisation;
import org.descent.contracts.spec.LayerNorm;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.LayerSpec.Dense;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.ScheduleSpec;
import org.descent.contracts.spec.TargetSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.contracts.spec.UpdateSpec;
import org.descent.learning.Fixtures;
import org.junit.jupiter.api.Test;

/** Trials of one structure are trained by one program. */
class SharedProgramsTest {
  private static final TrainingSpec TRAINING =
      Fixtures.training(Fixtures.dense(3, Activation.TANH, LABEL), Loss.CROSS_ENTROPY, 20);

  @Test
  void aSweepOverEightBetasAndEightBudgetsIsOneProgram() {
    var trainings = new ArrayList<TrainingSpec>();
    for (int i = 0; i < 8; i++) {
      for (int budget = 21; budget <= 28; budget++) {
        var adam = new OptimiserSpec.Adam(0.01, 0.1 * i, 0.9, 1e-3);
        var network = TRAINING.network();
        trainings.add(Fixtures.with(Fixtures.training(network, Loss.CROSS_ENTROPY, budget), adam));
      }
    }
    assertThat(compiled(trainings)).isEqualTo(1);
  }

  @Test
  void soIsOneOverTargetsSnapshotsLossesActivationsAndStarts() {
    var start = new LayerInitialisation(new Initialiser.Orthogonal(1), null);
    var own =
        new NetworkSpec(
            List.of(new LayerSpec.Dense(3, Activation.TANH, false, start)), List.of(LABEL));
    var trainings =
        List.of(
            Fixtures.training(own, Loss.CROSS_ENTROPY, 20),
            TRAINING,
            Fixtures.with(TRAINING, new TargetSpec(TargetSpec.Metric.LOSS, "", 0.1)),
            Fixtures.snapshots(TRAINING, 3, 7),
            Fixtures.training(Fixtures.dense(3, Activation.RELU, LABEL), Loss.L2, 10),
            Fixtures.with(TRAINING, Fixtures.LIVELY));
    assertThat(compiled(trainings)).isEqualTo(1);
  }

  @Test
  void soIsOneOverWhateverElseATrialBringsAsANumber() {
    var trainings = new ArrayList<TrainingSpec>();
    for (int i = 1; i <= 3; i++) {
      var head = new HeadSpec("label", HeadKind.BINARY, "label", 1, 1, 0, 0.1 * i);
      var layers =
          List.<LayerSpec>of(
              new Dropout(0.2 * i), new LayerNorm(1e-5 * i), new Dense(3, Activation.TANH));
      var training =
          Fixtures.training(new NetworkSpec(layers, List.of(head)), Loss.CROSS_ENTROPY, 20);
      var schedule =
          new ScheduleSpec(ScheduleSpec.Unit.ITERATIONS, i, new ScheduleSpec.Cosine(5 * i, 0.1));
      var decay = new DecaySpec(0.01 * i, true, false);
      var update = new UpdateSpec(schedule, null, decay, new ClippingSpec.ByNorm(i));
      var optimiser = new OptimiserSpec.RmsProp(0.01 * i, 0.2 * i, 1e-3 * i);
      trainings.add(Fixtures.with(Fixtures.with(training, optimiser), update));
    }
    assertThat(compiled(trainings)).isEqualTo(1);
  }

  @Test
  void soIsOneOverAverages() {
    var averages = new ArrayList<TrainingSpec>();
    for (double decay : new double[] {0.5, 0.9, 0.999}) {
      var update = new UpdateSpec(null, null, null, null, new AverageSpec(decay));
      averages.add(Fixtures.with(TRAINING, update));
    }
    assertThat(compiled(averages)).isEqualTo(1);
    averages.add(TRAINING);
    assertThat(compiled(averages)).as("one that has none").isEqualTo(2);
  }

  @Test
  void whatHasAnotherStructureHasAnotherProgram() {
    var trainings =
        List.of(
            TRAINING,
            Fixtures.training(Fixtures.dense(4, Activation.TANH, LABEL), Loss.CROSS_ENTROPY, 20),
            Fixtures.with(TRAINING, new OptimiserSpec.Momentum(0.1, 0)),
            Fixtures.training(Fixtures.dense(3, Activation.SILU, LABEL), Loss.L2, 10));
    assertThat(compiled(trainings)).isEqualTo(4);
  }

  private static long compiled(List<TrainingSpec> trainings) {
    try (var engine = Company.engine(1, 1000, (from, to, left, seconds, compiled) -> false)) {
      var cohort = Fixtures.cohort(Fixtures.xor(), 1, trainings.toArray(TrainingSpec[]::new));
      var heard = Company.train(engine, cohort);
      for (var trial : cohort.trials()) {
        assertThat(heard.trained(trial.id()).iterations())
            .isLessThanOrEqualTo(trial.training().iterations());
      }
      return engine.statistics().compiled();
    }
  }
}
