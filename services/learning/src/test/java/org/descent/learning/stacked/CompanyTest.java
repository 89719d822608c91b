package org.descent.learning.stacked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.descent.learning.Fixtures.KIND;
import static org.descent.learning.Fixtures.LABEL;
import static org.descent.learning.Fixtures.PERFECT;
import static org.descent.learning.Fixtures.SIZES;
import static org.descent.learning.Fixtures.TRAITS;
import static org.descent.learning.Fixtures.WIDTH;

import java.util.ArrayList;
import java.util.List;
import org.descent.contracts.event.End;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.Cohort;
import org.descent.learning.Device;
import org.descent.learning.Fixtures;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A trial's bits do not depend on the company it is trained in. */
class CompanyTest {
  private static final StackedEngine ENGINE = Company.engine(1, 50);

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  static List<Cohort> cohorts() {
    var study = new ArrayList<TrainingSpec>();
    for (var loss : Loss.values()) {
      for (var activation : loss.mixes() ? Company.ACTIVATIONS : List.of(Activation.TANH)) {
        study.add(Fixtures.training(Fixtures.dense(4, activation, LABEL), loss, 120));
      }
    }
    var deep =
        new NetworkSpec(
            List.of(
                new LayerSpec.Dense(5, Activation.TANH), new LayerSpec.Dense(3, Activation.RELU)),
            List.of(LABEL, WIDTH, KIND));
    var adam = new OptimiserSpec.Adam(0.01, 0.9, 0.999, 1e-7);
    var odd = Fixtures.with(Fixtures.training(deep, Loss.CROSS_ENTROPY, 120), adam);
    var wide =
        Fixtures.with(
            Fixtures.training(Fixtures.dense(70, Activation.SIGMOID, KIND), Loss.L2, 60),
            new OptimiserSpec.Momentum(0.05, 0.9));
    var batches =
        Fixtures.with(
            Fixtures.training(Fixtures.dense(4, Activation.RELU, LABEL), Loss.CROSS_ENTROPY, 120),
            new BatchSpec(8, BatchSpec.Measure.DATA));
    var large =
        Fixtures.training(Fixtures.dense(8, Activation.RELU, LABEL), Loss.CROSS_ENTROPY, 30);
    var several =
        Fixtures.training(
            Fixtures.dense(5, Activation.TANH, SIZES, TRAITS), Loss.CROSS_ENTROPY, 60);
    return List.of(
        Company.of(256, Fixtures.images(64, 1, 16), study),
        Company.of(64, Fixtures.images(37, 1, 11), List.of(several)),
        Company.of(256, Fixtures.images(37, 1, 11), List.of(odd)),
        Company.of(64, Fixtures.images(90, 1, 130), List.of(wide)),
        Company.of(64, Fixtures.images(40, 1, 16), List.of(batches)),
        Company.of(256, Fixtures.xor(), List.of(study.get(0), study.get(5))),
        Company.of(64, Fixtures.images(64, 1, 300), List.of(large)));
  }

  @ParameterizedTest
  @MethodSource("cohorts")
  void trialsAreTheSameAloneAndInCohortsOfAnySize(Cohort cohort) {
    var all = Company.train(ENGINE, cohort);
    for (int size : new int[] {7, 64}) {
      var some =
          Company.train(ENGINE, new Cohort(cohort.trials().subList(0, size), cohort.train()));
      for (var trial : cohort.trials().subList(0, size)) {
        Company.assertSame(trial.id(), some, all);
      }
    }
    for (int trial : new int[] {0, 1, 2, 3, 4, 5, 6, 7, 33, 63}) {
      Company.assertSame("t" + trial, Company.train(ENGINE, Company.alone(cohort, trial)), all);
    }
  }

  @Tag("thorough")
  @Test
  void neighboursThatDivergeOrConvergeAtOnceChangeNothing() {
    var cohort = Company.mixed();
    var together = Company.train(ENGINE, cohort);
    for (int i = 0; i < cohort.trials().size(); i++) {
      Company.assertSame("t" + i, together, Company.train(ENGINE, Company.alone(cohort, i)));
    }
    assertThat(together.trained("t1").end()).isEqualTo(End.DIVERGED);
    assertThat(together.curve("t1", "loss")).endsWith(Float.POSITIVE_INFINITY);
    assertThat(together.trained("t2").iterations()).isEqualTo(1);
    assertThat(together.trained("t2").end()).isEqualTo(End.CONVERGED);
    assertThat(together.trained("t0").end()).isEqualTo(End.EXHAUSTED);
  }

  @Test
  void segmentsAndThreadsChangeNothing() {
    var cohort = study(12, 700);
    var once = Company.train(ENGINE, cohort);
    for (int segment : new int[] {7, 1000}) {
      try (var other = Company.engine(2, segment)) {
        var heard = Company.train(other, cohort);
        cohort.trials().forEach(t -> Company.assertSame(t.id(), heard, once));
      }
    }
  }

  @Test
  void survivorsMoveIntoSmallerPrograms() {
    var cohort = study(40, 2500);
    var moved = Company.train(ENGINE, cohort);
    // a GPU's programs have one size
    assertThat(ENGINE.statistics().repacked() > 0).isEqualTo(!Device.detect().isGpu());
    try (var staying = Company.engine(1, 300, (from, to, left, seconds, compiled) -> false)) {
      var stayed = Company.train(staying, cohort);
      cohort.trials().forEach(t -> Company.assertSame(t.id(), moved, stayed));
      assertThat(staying.statistics().repacked()).isZero();
    }
  }

  /** The study's networks on data that they can fit, with snapshots. */
  private static Cohort study(int count, int iterations) {
    var trainings = new ArrayList<TrainingSpec>();
    for (var loss : Fixtures.LOSSES) {
      var training = Fixtures.training(Fixtures.dense(4, Activation.RELU, LABEL), loss, iterations);
      trainings.add(Fixtures.snapshots(Fixtures.with(training, PERFECT), 1, 2, 50, 51, 52, 333));
    }
    return Company.of(count, Fixtures.images(16, 1, 16), trainings);
  }
}
