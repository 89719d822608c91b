package org.descent.learning.single;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.descent.learning.Fixtures.LABEL;
import static org.descent.learning.Fixtures.PERFECT;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.End;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.InitialisationSpec;
import org.descent.contracts.spec.Initialiser;
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
import org.descent.learning.EngineSettings;
import org.descent.learning.Engines;
import org.descent.learning.Fixtures;
import org.descent.learning.InitialWeights;
import org.descent.learning.Outcome;
import org.descent.learning.Recording;
import org.junit.jupiter.api.Test;

class SingleEngineTest {
  private static final EngineSettings ONE = new EngineSettings(1, 64, Engines.SINGLE);
  private static final EngineSettings TWO = new EngineSettings(2, 64, Engines.SINGLE);

  /** XOR by two hidden tanh units: converges in some hundred iterations from most seeds. */
  private static final TrainingSpec XOR =
      Fixtures.with(
          Fixtures.with(
              Fixtures.with(
                  Fixtures.training(
                      Fixtures.dense(3, Activation.TANH, LABEL), Loss.CROSS_ENTROPY, 2000),
                  Fixtures.LIVELY),
              new OptimiserSpec.Sgd(0.5)),
          PERFECT);

  /** f(w) = (w·1 - 1)² with η = 10 grows twentyfold an iteration until it overflows. */
  private static final TrainingSpec DIVERGING =
      Fixtures.with(
          Fixtures.training(
              Fixtures.perceptron(new HeadSpec("sum", HeadKind.REGRESSION, "label", 1, 1, 0.5)),
              Loss.L2,
              1000),
          new OptimiserSpec.Sgd(10));

  @Test
  void aTrialStopsAtTheFirstIterationThatReachesItsTarget() {
    var heard = Recording.of(Fixtures.cohort(Fixtures.xor(), 1, XOR), ONE);
    var trained = heard.trained("t0");
    var accuracy = heard.curve("t0", "accuracy");
    assertThat(trained.end()).isEqualTo(End.CONVERGED);
    assertThat(trained.iterations()).isEqualTo(accuracy.length).isGreaterThan(1);
    assertThat(accuracy[accuracy.length - 1]).isEqualTo(1);
    for (int i = 0; i < accuracy.length - 1; i++) {
      assertThat(accuracy[i]).isLessThan(1);
    }
  }

  @Test
  void whatATrialOfMiniBatchesClaimsIsWhatItsTrainingSplitWasMeasuredAt() {
    var examples = Fixtures.images(2500, 1, 12); // more than a block
    var batches =
        Fixtures.with(
            Fixtures.training(Fixtures.dense(4, Activation.TANH, LABEL), Loss.CROSS_ENTROPY, 7),
            new BatchSpec(16, BatchSpec.Measure.BATCH));
    var train = MeasureSpec.every(100, List.of(Split.TRAIN));
    var training = Fixtures.measuring(batches, train, null);
    var heard = Recording.of(Fixtures.cohort(examples, 1, training), ONE);
    var unmeasured = Recording.of(Fixtures.cohort(examples, 1, batches), ONE);
    var last = heard.measured("t0").get(heard.measured("t0").size() - 1);
    var claimed = heard.trained("t0").claimed();
    assertThat(last.iteration()).isEqualTo(7);
    assertThat(last.values()[last.metrics().indexOf("train.loss")])
        .isEqualTo((float) claimed.loss());
    assertThat(unmeasured.trained("t0").claimed()).isEqualTo(claimed);
  }

  @Test
  void aCurveGoesOnWhenWhoeverWatchesHasWaitedLongEnoughHoweverFewItsPoints() {
    assertThat(slicesOfTwelveIterations(CurveBuffer.PATIENCE)).containsOnly(1).hasSize(12);
    assertThat(slicesOfTwelveIterations(CurveBuffer.PATIENCE.dividedBy(3)))
        .allMatch(iterations -> iterations > 1)
        .hasSizeGreaterThan(1);
    assertThat(slicesOfTwelveIterations(Duration.ZERO)).containsExactly(12);
  }

  /**
   * How many iterations each slice of a curve has.
   *
   * @param step what the clock goes on by each time that the engine looks at it
   */
  private static List<Integer> slicesOfTwelveIterations(Duration step) {
    var training = Fixtures.training(Fixtures.perceptron(LABEL), Loss.CROSS_ENTROPY, 12);
    var clock = new AtomicLong();
    var heard = new Recording();
    try (var engine = new SingleEngine(ONE, () -> clock.addAndGet(step.toNanos()))) {
      engine.train(Fixtures.cohort(Fixtures.xor(), 1, training), heard);
    }
    assertThat(heard.trained("t0").iterations()).isEqualTo(12);
    return heard.slices("t0").stream().map(CurveSlice::count).toList();
  }

  @Test
  void publishedWeightsAreThoseTheLastPointWasMeasuredOn() {
    var heard = Recording.of(Fixtures.cohort(Fixtures.xor(), 1, XOR), ONE);
    int end = heard.trained("t0").iterations();
    var snapshots = Fixtures.snapshots(Fixtures.with(XOR, new TargetSpec[0]), end);
    var longer = Recording.of(Fixtures.cohort(Fixtures.xor(), 1, snapshots), ONE);
    assertThat(longer.trained("t0").end()).isEqualTo(End.EXHAUSTED);
    assertThat(heard.weights("t0")).isEqualTo(longer.trained("t0").snapshots().get(0).weights());
    var claimed = heard.trained("t0").claimed();
    assertThat((float) claimed.loss()).isEqualTo(heard.curve("t0", "loss")[end - 1]);
    assertThat(claimed.accuracy()).isEqualTo(1);
  }

  @Test
  void aTrialThatStartsAtItsTargetConvergesAtIterationOneOnItsInitialWeights() {
    var easy = Fixtures.with(XOR, new TargetSpec(TargetSpec.Metric.LOSS, "label", 100));
    var heard = Recording.of(Fixtures.cohort(Fixtures.xor(), 1, easy), ONE);
    assertThat(heard.trained("t0").end()).isEqualTo(End.CONVERGED);
    assertThat(heard.trained("t0").iterations()).isEqualTo(1);
    assertThat(heard.weights("t0")).isEqualTo(initial(easy, Fixtures.xor(), 1));
  }

  @Test
  void divergedTrialEndsWhereItsLossIsNoLongerFiniteAndLeavesItsNeighbourAlone() {
    var alone = Recording.of(Fixtures.cohort(Fixtures.xor(), 1, XOR), TWO);
    var cohort =
        new Cohort(
            List.of(
                new Cohort.Trial("steady", 1, XOR),
                new Cohort.Trial("wild", 1, DIVERGING),
                new Cohort.Trial("after", 1, XOR)),
            Fixtures.xor());
    var heard = Recording.of(cohort, TWO);
    var wild = heard.trained("wild");
    var loss = heard.curve("wild", "loss");
    assertThat(wild.end()).isEqualTo(End.DIVERGED);
    assertThat(wild.iterations()).isEqualTo(loss.length).isLessThan(1000);
    assertThat(Float.isFinite(loss[loss.length - 1])).isFalse();
    assertThat(Float.isFinite(loss[loss.length - 2])).isTrue();
    assertThat(heard.weights("steady")).isEqualTo(alone.weights("t0"));
    assertThat(heard.weights("after")).isEqualTo(alone.weights("t0"));
    assertThat(heard.curve("steady", "loss")).isEqualTo(alone.curve("t0", "loss"));
  }

  @Test
  void anExhaustedTrialKeepsTheWeightsOfItsLastIterationNotYetUpdated() {
    var training = Fixtures.training(Fixtures.perceptron(LABEL), Loss.CROSS_ENTROPY, 1);
    var heard = Recording.of(Fixtures.cohort(Fixtures.xor(), 9, training), ONE);
    assertThat(heard.trained("t0").end()).isEqualTo(End.EXHAUSTED);
    assertThat(heard.weights("t0")).isEqualTo(initial(training, Fixtures.xor(), 9));
  }

  @Test
  void snapshotsAreExactWhereverTheyFallInARun() {
    // every iteration's weights, from budgets that end there
    var network = Fixtures.dense(3, Activation.TANH, LABEL);
    var asked = new Integer[] {1, 2, 49, 50, 51, 100, 101, 105, 400};
    var training =
        Fixtures.with(
            Fixtures.training(network, Loss.L2, 107), new OptimiserSpec.Momentum(0.1, 0.9));
    var heard =
        Recording.of(Fixtures.cohort(Fixtures.xor(), 2, Fixtures.snapshots(training, asked)), ONE);
    var snapshots = heard.trained("t0").snapshots();
    assertThat(snapshots)
        .extracting(Outcome.Snapshot::iteration)
        .containsExactly(1, 2, 49, 50, 51, 100, 101, 105, 107);
    for (var snapshot : snapshots) {
      var until =
          Fixtures.with(
              Fixtures.training(network, Loss.L2, snapshot.iteration()), training.optimiser());
      var ended = Recording.of(Fixtures.cohort(Fixtures.xor(), 2, until), ONE);
      assertThat(snapshot.weights()).isEqualTo(ended.weights("t0"));
    }
  }

  @Test
  void oneSeedGivesOneResultWhateverTheThreadsAndSegments() {
    var cohort = mixed();
    var first = Recording.of(cohort, ONE);
    for (var settings : List.of(ONE, TWO, new EngineSettings(3, 7, Engines.SINGLE))) {
      var second = Recording.of(cohort, settings);
      for (var trial : cohort.trials()) {
        assertThat(second.weights(trial.id())).isEqualTo(first.weights(trial.id()));
        for (var metric : first.slices(trial.id()).get(0).metrics()) {
          assertThat(second.curve(trial.id(), metric)).isEqualTo(first.curve(trial.id(), metric));
        }
      }
    }
  }

  @Test
  void otherSeedsGiveOtherResults() {
    var heard =
        Recording.of(
            new Cohort(
                List.of(new Cohort.Trial("a", 1, XOR), new Cohort.Trial("b", 2, XOR)),
                Fixtures.xor()),
            TWO);
    assertThat(heard.weights("a")).isNotEqualTo(heard.weights("b"));
  }

  @Test
  void slicesAreNoLongerThanASegment() {
    var training = Fixtures.training(Fixtures.perceptron(LABEL), Loss.L2, 100);
    var heard =
        Recording.of(
            Fixtures.cohort(Fixtures.xor(), 1, training),
            new EngineSettings(1, 30, Engines.SINGLE));
    var counts = heard.slices("t0").stream().map(CurveSlice::count).toList();
    assertThat(counts).hasSizeGreaterThanOrEqualTo(4).allMatch(count -> count <= 30);
    assertThat(counts.stream().mapToInt(count -> count).sum()).isEqualTo(100);
  }

  @Test
  void severalHeadsHaveCurvesOfTheirOwnAndTheLowestAccuracyCounts() {
    var training =
        Fixtures.training(
            Fixtures.dense(4, Activation.RELU, LABEL, Fixtures.WIDTH), Loss.CROSS_ENTROPY, 20);
    var heard = Recording.of(Fixtures.cohort(Fixtures.images(12, 1, 9), 1, training), ONE);
    assertThat(heard.slices("t0").get(0).metrics())
        .containsExactly(
            "loss", "accuracy", "label.loss", "label.accuracy", "width.loss", "width.accuracy");
    for (int i = 0; i < 20; i++) {
      assertThat(heard.curve("t0", "accuracy")[i])
          .isEqualTo(
              Math.min(
                  heard.curve("t0", "label.accuracy")[i], heard.curve("t0", "width.accuracy")[i]));
    }
  }

  @Test
  void cancellationEndsEveryTrialThatHasNotEnded() {
    var endless = Fixtures.training(Fixtures.perceptron(LABEL), Loss.L2, 10_000_000);
    var heard = new Recording(recording -> recording.slices("t0").size() >= 2);
    try (var engine = Engines.create(ONE)) {
      engine.train(Fixtures.cohort(Fixtures.xor(), 1, endless, endless), heard);
    }
    assertThat(heard.outcome("t0")).isInstanceOf(Outcome.Cancelled.class);
    assertThat(heard.outcome("t1")).isInstanceOf(Outcome.Cancelled.class);
    assertThat(heard.slices("t0")).hasSize(2);
  }

  @Test
  void aTrialThatCannotBeTrainedFailsWithAReasonAndItsNeighbourTrains() {
    var unknown = new HeadSpec("label", HeadKind.BINARY, "colour", 1, 1, 0);
    var twoClasses = new HeadSpec("kind", HeadKind.MULTI_CLASS, "kind", 2, 1, 0);
    var classes = new HeadSpec("kind", HeadKind.BINARY, "kind", 1, 1, 0);
    var heard =
        Recording.of(
            Fixtures.cohort(
                Fixtures.images(6, 1, 4, 4),
                1,
                flat(unknown),
                flat(twoClasses),
                flat(classes),
                Fixtures.training(Fixtures.dense(2, Activation.RELU, LABEL), Loss.L2, 5),
                Fixtures.with(flat(LABEL), new BatchSpec(7, BatchSpec.Measure.DATA)),
                flat(LABEL)),
            TWO);
    assertThat(heard.outcome("t0"))
        .isEqualTo(
            new Outcome.Failed("the data has no target colour; it has label, kind, width, third"));
    assertThat(heard.outcome("t1"))
        .isEqualTo(
            new Outcome.Failed(
                "head kind: target kind has the value 2, expected a class from 0 to 1"));
    assertThat(heard.outcome("t2"))
        .isEqualTo(new Outcome.Failed("head kind: target kind has the value 2, expected 0 or 1"));
    assertThat(heard.outcome("t3"))
        .isEqualTo(
            new Outcome.Failed(
                "layers[0] dense: its input has shape [4, 4], expected one axis; put a flatten"
                    + " before it"));
    assertThat(heard.outcome("t4"))
        .isEqualTo(
            new Outcome.Failed("batch size 7, expected 1 to the number of training examples (6)"));
    assertThat(heard.trained("t5").end()).isEqualTo(End.EXHAUSTED);
  }

  @Test
  void aListenersOwnTroubleComesBackToTheCallerAndTheEngineStaysUsable() {
    var cohort = Fixtures.cohort(Fixtures.xor(), 1, XOR, XOR, XOR);
    try (var engine = Engines.create(TWO)) {
      var broken =
          new Recording(
              recording -> {
                throw new IllegalStateException("the broker is gone");
              });
      assertThatThrownBy(() -> engine.train(cohort, broken)).hasMessage("the broker is gone");
      var heard = new Recording();
      engine.train(cohort, heard);
      assertThat(heard.trained("t2").end()).isEqualTo(End.CONVERGED);
    }
  }

  @Test
  void manyStructuresInTurnLeaveTheEngineUsable() {
    try (var engine = Engines.create(TWO)) {
      for (int units = 1; units <= 12; units++) {
        var heard = new Recording();
        var training = Fixtures.training(Fixtures.dense(units, Activation.TANH, LABEL), Loss.L2, 3);
        engine.train(Fixtures.cohort(Fixtures.xor(), 1, training), heard);
        assertThat(heard.trained("t0").iterations()).isEqualTo(3);
      }
    }
  }

  private static Cohort mixed() {
    var zero = new InitialisationSpec(new Initialiser.HeNormal(1), new Initialiser.Constant(0));
    var relu = Fixtures.convolutional(Activation.RELU, LABEL, Fixtures.WIDTH);
    var conv = Fixtures.with(Fixtures.training(relu, Loss.CROSS_ENTROPY, 75), zero);
    var adam = new OptimiserSpec.Adam(0.01, 0.9, 0.999, 1e-7);
    var batches = new BatchSpec(5, BatchSpec.Measure.DATA);
    var trials = new ArrayList<Cohort.Trial>();
    for (var training :
        List.of(conv, Fixtures.with(conv, adam), Fixtures.with(conv, batches), flat(LABEL))) {
      IntStream.range(0, 2)
          .forEach(seed -> trials.add(new Cohort.Trial("t" + trials.size(), seed, training)));
    }
    return new Cohort(trials, Fixtures.images(12, 1, 6, 7));
  }

  private static TrainingSpec flat(HeadSpec head) {
    var layers = List.<LayerSpec>of(new LayerSpec.Flatten());
    return Fixtures.training(new NetworkSpec(layers, List.of(head)), Loss.CROSS_ENTROPY, 60);
  }

  private static float[] initial(TrainingSpec training, Examples examples, long seed) {
    return InitialWeights.draw(
        ParameterLayout.of(training.network(), examples.shape()), training.initialisation(), seed);
  }
}
