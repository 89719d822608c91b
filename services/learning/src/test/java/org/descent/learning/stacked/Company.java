package org.descent.learning.stacked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.descent.learning.Fixtures.LABEL;
import static org.descent.learning.Fixtures.WIDTH;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.TargetSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.Cohort;
import org.descent.learning.Device;
import org.descent.learning.Engine;
import org.descent.learning.EngineSettings;
import org.descent.learning.Engines;
import org.descent.learning.Fixtures;
import org.descent.learning.Outcome;
import org.descent.learning.Recording;

/** Cohorts for tests, and what makes two trainings the same bit for bit. */
final class Company {
  /** All that share programs, and one that does not because it kept no bits there. */
  static final List<Activation> ACTIVATIONS =
      Stream.concat(
              Arrays.stream(Activation.values()).filter(Activation::mixes),
              Stream.of(Activation.SILU))
          .toList();

  private Company() {}

  /** An engine that moves survivors whenever it can. */
  static StackedEngine engine(int threads, int segment) {
    return engine(threads, segment, Repacking.ALWAYS);
  }

  static StackedEngine engine(int threads, int segment, Repacking repacking) {
    return engine(threads, segment, Device.detect(), repacking);
  }

  private static StackedEngine engine(
      int threads, int segment, Device device, Repacking repacking) {
    return new StackedEngine(
        new EngineSettings(threads, segment, Engines.STACKED),
        Engines.create(new EngineSettings(threads, segment, Engines.SINGLE)),
        device,
        repacking,
        32);
  }

  /**
   * An engine with the programs of a GPU. Where there is none, what is put on one is computed on
   * the CPU.
   */
  static StackedEngine gpuEngine(int segment) {
    return engine(1, segment, Device.named("GPU:0"), Repacking.ALWAYS);
  }

  /** {@code count} trials t0, t1, …, each with its own seed, taking turns at the trainings. */
  static Cohort of(int count, Examples examples, List<TrainingSpec> trainings) {
    var trials = new ArrayList<Cohort.Trial>();
    for (int i = 0; i < count; i++) {
      trials.add(new Cohort.Trial("t" + i, i, trainings.get(i % trainings.size())));
    }
    return new Cohort(trials, examples);
  }

  /** Of all losses, activations and rates: t1 diverges, t2 converges at iteration 1. */
  static Cohort mixed() {
    var examples = Fixtures.images(20, 2, 9);
    var trainings = new ArrayList<TrainingSpec>();
    trainings.add(Fixtures.training(Fixtures.dense(4, Activation.TANH, LABEL, WIDTH), Loss.L2, 80));
    trainings.add(
        Fixtures.with(
            Fixtures.training(Fixtures.dense(4, Activation.NONE, LABEL, WIDTH), Loss.L2, 80),
            new OptimiserSpec.Sgd(1e4)));
    trainings.add(Fixtures.with(trainings.get(0), new TargetSpec(TargetSpec.Metric.LOSS, "", 100)));
    double rate = 0.01;
    for (var loss : Fixtures.LOSSES) {
      for (var activation : ACTIVATIONS) {
        var training = Fixtures.training(Fixtures.dense(4, activation, LABEL, WIDTH), loss, 100);
        trainings.add(Fixtures.with(training, new OptimiserSpec.Sgd(rate)));
        rate *= 2;
      }
    }
    return Fixtures.cohort(examples, 3, trainings.toArray(TrainingSpec[]::new));
  }

  /** One trial of {@code cohort} without its neighbours. */
  static Cohort alone(Cohort cohort, int trial) {
    return cohort.of(List.of(cohort.trials().get(trial)));
  }

  static Recording train(Engine engine, Cohort cohort) {
    var heard = new Recording();
    engine.train(cohort, heard);
    return heard;
  }

  /** A trial has the same curves, end, claims and snapshots in both, to the last bit. */
  static void assertSame(String trial, Recording actual, Recording expected) {
    var name = actual.slices(trial).get(0).metrics();
    for (var metric : name) {
      assertThat(actual.curve(trial, metric))
          .as("%s of %s", metric, trial)
          .isEqualTo(expected.curve(trial, metric));
    }
    assertThat(actual.measuredAt(trial)).isEqualTo(expected.measuredAt(trial));
    for (int i = 0; i < actual.measured(trial).size(); i++) {
      assertThat(actual.measured(trial).get(i).values())
          .as("measured of %s, %s", trial, i)
          .isEqualTo(expected.measured(trial).get(i).values());
    }
    assertSame(trial, actual.trained(trial), expected.trained(trial));
  }

  static void assertSame(String trial, Outcome.Trained actual, Outcome.Trained expected) {
    assertThat(actual.end()).as(trial).isEqualTo(expected.end());
    assertThat(actual.iterations()).as(trial).isEqualTo(expected.iterations());
    assertThat(actual.claimed()).as(trial).isEqualTo(expected.claimed());
    assertThat(actual.divergence()).as(trial).isEqualTo(expected.divergence());
    assertThat(actual.after()).as(trial).isEqualTo(expected.after());
    assertThat(actual.stopped()).as(trial).isEqualTo(expected.stopped());
    assertThat(actual.snapshots()).as(trial).hasSameSizeAs(expected.snapshots());
    for (int i = 0; i < actual.snapshots().size(); i++) {
      var snapshot = actual.snapshots().get(i);
      assertThat(snapshot.iteration()).isEqualTo(expected.snapshots().get(i).iteration());
      assertThat(snapshot.weights())
          .as("%s: weights at iteration %s", trial, snapshot.iteration())
          .isEqualTo(expected.snapshots().get(i).weights());
      assertThat(snapshot.average().orElse(null))
          .as("%s: average at iteration %s", trial, snapshot.iteration())
          .isEqualTo(expected.snapshots().get(i).average().orElse(null));
    }
  }
}
