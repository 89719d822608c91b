package org.descent.learning.stacked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.descent.learning.Fixtures.LABEL;
import static org.descent.learning.Fixtures.LIVELY;
import static org.descent.learning.Fixtures.PERFECT;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.descent.contracts.event.End;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.MeasureSpec;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.contracts.spec.Split;
import org.descent.contracts.spec.TargetSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.Cohort;
import org.descent.learning.CurveSlice;
import org.descent.learning.Device;
import org.descent.learning.EngineSettings;
import org.descent.learning.Engines;
import org.descent.learning.Fixtures;
import org.descent.learning.InitialWeights;
import org.descent.learning.Outcome;
import org.descent.learning.Recording;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class StackedEngineTest {
  private static final StackedEngine ENGINE = Company.engine(2, 50);

  /** Two tanh units on XOR, which some seeds solve. */
  private static final TrainingSpec XOR =
      Fixtures.with(
          Fixtures.with(
              Fixtures.with(
                  Fixtures.training(
                      Fixtures.dense(2, Activation.TANH, LABEL), Loss.CROSS_ENTROPY, 300),
                  LIVELY),
              new OptimiserSpec.Sgd(0.5)),
          PERFECT);

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @Test
  void trialsStopAtTheFirstIterationThatReachesTheTarget() {
    var heard = Company.train(ENGINE, Company.of(8, Fixtures.xor(), List.of(XOR)));
    int converged = 0;
    for (int trial = 0; trial < 8; trial++) {
      var trained = heard.trained("t" + trial);
      var accuracy = heard.curve("t" + trial, "accuracy");
      assertThat(trained.iterations()).isEqualTo(accuracy.length);
      for (int i = 0; i < accuracy.length - 1; i++) {
        assertThat(accuracy[i]).isLessThan(1);
      }
      boolean reached = accuracy[accuracy.length - 1] == 1;
      assertThat(trained.end()).isEqualTo(reached ? End.CONVERGED : End.EXHAUSTED);
      converged += reached ? 1 : 0;
    }
    assertThat(converged).isPositive();
  }

  @Test
  void endsAgreeWithTheReferenceEngine() {
    var cohort = Company.of(8, Fixtures.xor(), List.of(XOR));
    var reference = Recording.of(cohort, new EngineSettings(2, 50, Engines.SINGLE));
    var heard = Company.train(ENGINE, cohort);
    for (var trial : cohort.trials()) {
      var expected = reference.trained(trial.id());
      assertThat(heard.trained(trial.id()).end()).isEqualTo(expected.end());
      assertThat(heard.trained(trial.id()).iterations())
          .isCloseTo(expected.iterations(), within(1));
      assertThat(heard.trained(trial.id()).claimed().loss())
          .isCloseTo(expected.claimed().loss(), within(1e-3));
    }
  }

  @Test
  void publishedWeightsAreThoseTheLastPointWasMeasuredOn() {
    var once = Fixtures.with(XOR, new TargetSpec(TargetSpec.Metric.LOSS, "label", 100));
    var heard = Company.train(ENGINE, Fixtures.cohort(Fixtures.xor(), 9, once));
    var layout = ParameterLayout.of(once.network(), Fixtures.xor().shape());
    assertThat(heard.trained("t0").end()).isEqualTo(End.CONVERGED);
    assertThat(heard.trained("t0").iterations()).isEqualTo(1);
    assertThat(heard.weights("t0"))
        .isEqualTo(InitialWeights.draw(layout, once.initialisation(), 9));
  }

  @Test
  void snapshotsAreThoseOfTrialsThatEndThere() {
    var asked = new Integer[] {1, 2, 49, 50, 51, 100, 101, 400};
    var training = Fixtures.training(Fixtures.dense(3, Activation.TANH, LABEL), Loss.L2, 107);
    var heard =
        Company.train(
            ENGINE, Fixtures.cohort(Fixtures.xor(), 2, Fixtures.snapshots(training, asked)));
    var snapshots = heard.trained("t0").snapshots();
    assertThat(snapshots)
        .extracting(Outcome.Snapshot::iteration)
        .containsExactly(1, 2, 49, 50, 51, 100, 101, 107);
    var budgets =
        snapshots.stream()
            .map(s -> Fixtures.training(training.network(), Loss.L2, s.iteration()))
            .toArray(TrainingSpec[]::new);
    var ended = Company.train(ENGINE, Fixtures.cohort(Fixtures.xor(), 2, budgets));
    for (int i = 0; i < snapshots.size(); i++) {
      assertThat(snapshots.get(i).weights()).isEqualTo(ended.weights("t" + i));
    }
  }

  @Test
  void everyKindOfTargetEndsATrialWhereItsCurveReachesIt() {
    var targets =
        List.of(
            new TargetSpec(TargetSpec.Metric.ACCURACY, "", 0.6),
            new TargetSpec(TargetSpec.Metric.ACCURACY, "label", 0.9),
            new TargetSpec(TargetSpec.Metric.ACCURACY, "width", 0.7),
            new TargetSpec(TargetSpec.Metric.LOSS, "", 0.3),
            new TargetSpec(TargetSpec.Metric.LOSS, "label", 0.35),
            new TargetSpec(TargetSpec.Metric.LOSS, "width", 0.4));
    var width = new HeadSpec("width", HeadKind.REGRESSION, "width", 1, 0.3, 0.5);
    var trainings = new ArrayList<TrainingSpec>();
    for (var target : targets) {
      var network = Fixtures.dense(6, Activation.TANH, LABEL, width);
      var training = Fixtures.training(network, Loss.CROSS_ENTROPY, 3000);
      trainings.add(Fixtures.with(Fixtures.with(training, LIVELY), target));
    }
    var cohort =
        Fixtures.cohort(Fixtures.images(16, 1, 16), 3, trainings.toArray(TrainingSpec[]::new));
    var heard = Company.train(ENGINE, cohort);
    for (int i = 0; i < targets.size(); i++) {
      var target = targets.get(i);
      var curve = heard.curve("t" + i, curve(target));
      assertThat(heard.trained("t" + i).end()).as("%s", target).isEqualTo(End.CONVERGED);
      assertThat(target.reachedBy(curve[curve.length - 1])).as("%s", target).isTrue();
      assertThat(curve.length).isGreaterThan(1);
      assertThat(target.reachedBy(curve[curve.length - 2])).as("%s", target).isFalse();
    }
  }

  private static String curve(TargetSpec target) {
    var metric = target.metric() == TargetSpec.Metric.LOSS ? "loss" : "accuracy";
    return target.head().isEmpty() ? metric : target.head() + "." + metric;
  }

  @Test
  void slicesAreNoLongerThanASegment() {
    var training = Fixtures.training(Fixtures.perceptron(LABEL), Loss.L2, 120);
    var heard = Company.train(ENGINE, Fixtures.cohort(Fixtures.xor(), 1, training));
    assertThat(heard.slices("t0")).extracting(CurveSlice::count).containsExactly(50, 50, 20);
  }

  @Test
  void curvesOfLargeNetworksSoonHaveABeginning() {
    var examples = Fixtures.images(512, 1, 784);
    var training =
        Fixtures.with(
            Fixtures.training(Fixtures.dense(128, Activation.RELU, LABEL), Loss.CROSS_ENTROPY, 50),
            new BatchSpec(256, BatchSpec.Measure.BATCH));
    var heard = Company.train(ENGINE, Company.of(1, examples, List.of(training)));
    var counts = heard.slices("t0").stream().map(CurveSlice::count).toList();
    assertThat(counts).hasSize(2);
    assertThat(counts.get(0)).isLessThan(counts.get(1));
    assertThat(heard.trained("t0").iterations()).isEqualTo(50);
  }

  @Test
  void cancellationEndsEveryTrialThatHasNotEnded() {
    var endless = Fixtures.training(Fixtures.perceptron(LABEL), Loss.L2, 10_000_000);
    var heard = new Recording(recording -> recording.slices("t0").size() >= 2);
    ENGINE.train(Fixtures.cohort(Fixtures.xor(), 1, endless, endless), heard);
    assertThat(heard.outcome("t0")).isInstanceOf(Outcome.Cancelled.class);
    assertThat(heard.outcome("t1")).isInstanceOf(Outcome.Cancelled.class);
  }

  @Test
  void aTrialThatCannotBeTrainedFailsWithAReasonAndItsNeighbourTrains() {
    var unknown = new HeadSpec("label", HeadKind.BINARY, "colour", 1, 1, 0);
    var classes = new HeadSpec("kind", HeadKind.BINARY, "kind", 1, 1, 0);
    var dense = Fixtures.dense(2, Activation.RELU, LABEL);
    var heard =
        Company.train(
            ENGINE,
            Fixtures.cohort(
                Fixtures.images(6, 1, 4, 4),
                1,
                flat(unknown),
                flat(classes),
                Fixtures.training(dense, Loss.L2, 5),
                Fixtures.with(flat(LABEL), new BatchSpec(7, BatchSpec.Measure.DATA)),
                flat(LABEL)));
    assertThat(heard.outcome("t0"))
        .isEqualTo(
            new Outcome.Failed("the data has no target colour; it has label, kind, width, third"));
    assertThat(heard.outcome("t1"))
        .isEqualTo(new Outcome.Failed("head kind: target kind has the value 2, expected 0 or 1"));
    assertThat(((Outcome.Failed) heard.outcome("t2")).reason()).contains("put a flatten before it");
    assertThat(heard.outcome("t3"))
        .isEqualTo(
            new Outcome.Failed("batch size 7, expected 1 to the number of training examples (6)"));
    assertThat(heard.trained("t4").end()).isEqualTo(End.EXHAUSTED);
  }

  private static TrainingSpec flat(HeadSpec head) {
    var layers = List.<LayerSpec>of(new LayerSpec.Flatten());
    return Fixtures.training(new NetworkSpec(layers, List.of(head)), Loss.CROSS_ENTROPY, 60);
  }

  @Test
  void aListenersOwnTroubleComesBackToTheCallerAndTheEngineStaysUsable() {
    var cohort = Fixtures.cohort(Fixtures.xor(), 1, XOR, XOR, XOR);
    var broken =
        new Recording(
            recording -> {
              throw new IllegalStateException("the broker is gone");
            });
    assertThatThrownBy(() -> ENGINE.train(cohort, broken)).hasMessage("the broker is gone");
    assertThat(Company.train(ENGINE, cohort).trained("t2").iterations()).isPositive();
  }

  @Test
  void convolutionalTrialsTrainBesideDenseOnes() {
    var examples = Fixtures.images(12, 1, 6, 7);
    var network = Fixtures.convolutional(Activation.RELU, LABEL);
    var cohort = Fixtures.cohort(examples, 1, flat(LABEL), Fixtures.training(network, Loss.L2, 20));
    var heard = Company.train(ENGINE, cohort);
    assertThat(heard.trained("t0").iterations()).isEqualTo(60);
    var alone =
        Recording.of(
            new Cohort(cohort.trials().subList(1, 2), examples),
            new EngineSettings(1, 50, Engines.STACKED));
    Company.assertSame("t1", heard, alone);
  }

  @Test
  void whatIsPreparedIsWhatTrainingThenFinds() throws InterruptedException {
    var both = MeasureSpec.every(10, List.of(Split.TRAIN, Split.VALIDATION));
    var dense = Fixtures.training(Fixtures.dense(3, Activation.TANH, LABEL), Loss.L2, 20);
    var batches = Fixtures.with(dense, new BatchSpec(16, BatchSpec.Measure.BATCH));
    var images = Fixtures.training(Fixtures.convolutional(Activation.RELU, LABEL), Loss.L2, 20);
    requirePrepared(dense, 1, 12);
    requirePrepared(Fixtures.measuring(batches, both, null), 3, 12);
    requirePrepared(Fixtures.measuring(images, both, null), 3, 6, 6, 1);
  }

  private static void requirePrepared(TrainingSpec training, int programs, Integer... shape)
      throws InterruptedException {
    var examples = Fixtures.images(200, 1, shape);
    var trials = Company.of(4, examples, List.of(training)).trials(); // two a thread
    var cohort = new Cohort(trials, examples, Map.of(Split.VALIDATION, examples.slice(0, 40)));
    try (var engine = Company.engine(2, 50)) {
      engine.prepare(
          trials.stream().map(Cohort.Trial::training).toList(), List.of(shape), cohort.counts());
      for (int i = 0; i < 60_000 && engine.statistics().compiled() < programs; i++) {
        Thread.sleep(10);
      }
      assertThat(engine.statistics().compiled()).isEqualTo(programs);
      assertThat(Company.train(engine, cohort).trained("t3").iterations()).isEqualTo(20);
      assertThat(engine.statistics().compiled()).isEqualTo(programs);
    }
  }

  @Test
  void programsAreCompiledOnceAndTheLongestUnusedMakesRoom() {
    var settings = new EngineSettings(1, 50, Engines.STACKED);
    var reference = Engines.create(new EngineSettings(1, 50, Engines.SINGLE));
    try (var engine = new StackedEngine(settings, reference, Device.cpu(), Repacking.ALWAYS, 2)) {
      for (int units : new int[] {1, 2, 1, 3, 1, 2}) {
        var network = Fixtures.dense(units, Activation.TANH, LABEL);
        var heard =
            Company.train(
                engine, Fixtures.cohort(Fixtures.xor(), 1, Fixtures.training(network, Loss.L2, 3)));
        assertThat(heard.trained("t0").iterations()).isEqualTo(3);
      }
      var statistics = engine.statistics();
      // 1 and 2 compile, 1 is there, 3 compiles and 2 goes, 1 is there, 2 compiles again and 3 goes
      assertThat(statistics.compiled()).isEqualTo(4);
      assertThat(statistics.compiling().get(2).programs()).isEqualTo(4);
      assertThat(statistics.compiling().get(8).programs()).isZero();
      assertThat(statistics.cacheHits()).isEqualTo(2);
      assertThat(statistics.evicted()).isEqualTo(2);
      assertThat(statistics.cached()).isEqualTo(2);
      assertThat(statistics.compileSeconds()).isPositive();
      assertThat(statistics.trialIterations()).isEqualTo(18);
    }
  }
}
