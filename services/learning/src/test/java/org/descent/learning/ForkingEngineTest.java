package org.descent.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.descent.learning.Fixtures.LABEL;
import static org.descent.learning.Fixtures.PERFECT;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.End;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trials that go on from what another training has come to. */
class ForkingEngineTest {
  private static final Examples IMAGES = Fixtures.images(16, 1, 16);
  private static final OptimiserSpec SGD = new OptimiserSpec.Sgd(0.1);
  private static final OptimiserSpec MOMENTUM = new OptimiserSpec.Momentum(0.05, 0.9);
  private static final OptimiserSpec ADAM = new OptimiserSpec.Adam(0.01, 0.9, 0.999, 1e-7);
  private static final int AT = 101;

  private static TrainingSpec training(OptimiserSpec optimiser) {
    var network = Fixtures.dense(4, Activation.RELU, LABEL);
    var training = Fixtures.training(network, Loss.CROSS_ENTROPY, 230);
    return Fixtures.snapshots(Fixtures.with(training, optimiser), 2, 60, 200);
  }

  private static TrainingSpec fork(TrainingSpec then, TrainingSpec stem) {
    return then.after(stem.course().within(AT));
  }

  private static EngineSettings settings(String engine) {
    return new EngineSettings(2, 40, engine);
  }

  /** Curves, snapshots, and ends. */
  private static void assertSame(Recording one, String trial, Recording other, String another) {
    assertThat(one.curve(trial, "loss")).isEqualTo(other.curve(another, "loss"));
    assertThat(one.curve(trial, "accuracy")).isEqualTo(other.curve(another, "accuracy"));
    assertThat(one.trained(trial).end()).isEqualTo(other.trained(another).end());
    assertThat(one.trained(trial).claimed()).isEqualTo(other.trained(another).claimed());
    assertThat(one.trained(trial).snapshots())
        .usingRecursiveComparison()
        .isEqualTo(other.trained(another).snapshots());
  }

  @Test
  void aForkIntoTheSameTrainingIsTheWayWithoutOne() {
    assertSameWithoutFork("stacked");
  }

  @Tag("thorough")
  @Test
  void soItIsWithTheSingleEngine() {
    assertSameWithoutFork("single");
  }

  private static void assertSameWithoutFork(String engine) {
    var batches = new BatchSpec(5, BatchSpec.Measure.BATCH);
    var trainings =
        List.of(training(SGD), training(MOMENTUM), Fixtures.with(training(ADAM), batches));
    var straight = Fixtures.cohort(IMAGES, 7, trainings.toArray(TrainingSpec[]::new));
    var forks = trainings.stream().map(t -> fork(t, t)).toArray(TrainingSpec[]::new);

    var whole = new Recording();
    var forked = new Recording();
    try (var both = Engines.create(settings(engine))) {
      both.train(straight, whole);
      both.train(Fixtures.cohort(IMAGES, 7, forks), forked);
    }

    straight.trials().forEach(t -> assertSame(forked, t.id(), whole, t.id()));
  }

  @Tag("thorough")
  @ParameterizedTest
  @ValueSource(strings = {"stacked", "single"})
  void whatForksOfOneStemShareIsTrainedOnce(String engine) {
    var stem = training(MOMENTUM);
    var cohort =
        Fixtures.cohort(
            IMAGES,
            7,
            fork(training(SGD), stem),
            fork(training(new OptimiserSpec.Momentum(0.01, 0.9)), stem),
            fork(training(ADAM), stem));
    var heard = new Recording();
    long trained;
    try (var forking = Engines.create(settings(engine))) {
      forking.train(cohort, heard);
      trained = forking.statistics().trialIterations();
    }
    if (engine.equals("stacked")) {
      assertThat(trained).isEqualTo(AT + 3 * (230 - AT + 1));
    }
    for (var id : List.of("t0", "t1", "t2")) {
      assertThat(heard.curve(id, "loss")).hasSize(230);
      assertThat(heard.curve(id, "loss")).startsWith(head(heard.curve("t1", "loss")));
    }
    assertThat(heard.curve("t0", "loss")).isNotEqualTo(heard.curve("t1", "loss"));
  }

  private static float[] head(float[] curve) {
    return Arrays.copyOf(curve, AT);
  }

  /** What it remembers begins anew: as if those weights had been its initial ones. */
  @Tag("thorough")
  @ParameterizedTest
  @ValueSource(strings = {"stacked", "single"})
  void anotherOptimiserRemembersNothing(String engine) {
    var kept = kept(training(MOMENTUM), engine);
    var anew =
        new CohortCheckpoint.Running(
            "t0",
            AT - 1,
            kept.weights(),
            List.of(new float[kept.weights().length], new float[kept.weights().length]),
            List.of(),
            0);
    var adam = Fixtures.snapshots(training(ADAM), 200);
    var oracle = new Going();
    try (var plain = Engines.create(settings(engine))) {
      plain.train(
          Fixtures.cohort(IMAGES, 7, adam),
          new CohortCheckpoint(List.of(anew), List.of()),
          CheckpointListener.ignoringCheckpoints(oracle));
    }
    var forked =
        Recording.of(Fixtures.cohort(IMAGES, 7, fork(adam, training(MOMENTUM))), settings(engine));

    assertThat(forked.weights("t0")).isEqualTo(oracle.weights("t0"));
  }

  /** Like {@link Recording}, but of training that begins somewhere. */
  private static final class Going implements TrainingListener {
    private final Map<String, Outcome> outcomes = new HashMap<>();
    private final List<Integer> firsts = new ArrayList<>();

    @Override
    public void progressed(Cohort.Trial trial, CurveSlice slice) {
      firsts.add(slice.firstIteration());
    }

    @Override
    public void ended(Cohort.Trial trial, Outcome outcome) {
      outcomes.put(trial.id(), outcome);
    }

    @Override
    public boolean cancelled() {
      return false;
    }

    float[] weights(String trial) {
      var snapshots = ((Outcome.Trained) outcomes.get(trial)).snapshots();
      return snapshots.get(snapshots.size() - 1).weights();
    }
  }

  /** The state of a trial of {@code stem} before its iteration {@link #AT}. */
  private static CohortCheckpoint.Running kept(TrainingSpec stem, String engine) {
    var heard = new Recording();
    try (var plain = Engines.create(settings(engine))) {
      var trial = new Cohort.Trial("t0", 7, stem.course().within(AT), true);
      plain.train(new Cohort(List.of(trial), IMAGES), heard);
    }
    return heard.trained("t0").kept().orElseThrow();
  }

  @Tag("thorough")
  @ParameterizedTest
  @ValueSource(strings = {"stacked", "single"})
  void aStemWhoseStateIsKeptIsNotTrained(String engine) {
    var cohort = Fixtures.cohort(IMAGES, 7, fork(training(SGD), training(MOMENTUM)));
    var from = new CohortCheckpoint(List.of(kept(training(MOMENTUM), engine)), List.of());
    var heard = new Going();
    try (var forking = Engines.create(settings(engine))) {
      forking.train(cohort, from, CheckpointListener.ignoringCheckpoints(heard));
    }
    assertThat(heard.firsts.get(0)).isEqualTo(AT);
    var whole =
        Recording.of(
            Fixtures.cohort(IMAGES, 7, cohort.trials().get(0).training()), settings(engine));
    assertThat(heard.weights("t0")).isEqualTo(whole.weights("t0"));
  }

  @Test
  void aForkIsForkedAgainAndNoTargetEndsAStem() {
    var stem = Fixtures.with(training(SGD), PERFECT);
    assertThat(
            Recording.of(Fixtures.cohort(IMAGES, 7, stem), settings("stacked")).trained("t0").end())
        .isEqualTo(End.CONVERGED);
    var first = fork(training(MOMENTUM), stem);
    var second = training(ADAM).after(first.course().within(151));

    var heard = Recording.of(Fixtures.cohort(IMAGES, 7, first, second), settings("stacked"));

    assertThat(heard.curve("t1", "loss")).hasSize(230);
    assertThat(heard.curve("t1", "loss")).startsWith(Arrays.copyOf(heard.curve("t0", "loss"), 151));
    assertThat(heard.curve("t1", "loss")).isNotEqualTo(heard.curve("t0", "loss"));
  }

  @Test
  void whatDoesNotComeToItsForkFailsInWordsAndLeavesOthersAlone() {
    var hot = training(new OptimiserSpec.Sgd(1e38));
    var cohort =
        Fixtures.cohort(
            IMAGES,
            7,
            fork(training(SGD), hot),
            fork(training(SGD), training(MOMENTUM)),
            training(SGD));

    var heard = Recording.of(cohort, settings("stacked"));

    assertThat(heard.outcome("t0")).isInstanceOf(Outcome.Failed.class);
    assertThat(((Outcome.Failed) heard.outcome("t0")).reason())
        .startsWith("it does not come to iteration 101, where it forks: ");
    assertThat(heard.trained("t1").iterations()).isEqualTo(230);
    assertThat(heard.trained("t2").iterations()).isEqualTo(230);
  }

  /** What it did not hand on would be lost without a word: defaults do nothing. */
  @Test
  void whateverAnEngineCanDoIsHandedOn() {
    var own =
        Arrays.stream(ForkingEngine.class.getDeclaredMethods())
            .map(method -> method.getName() + method.getParameterCount())
            .toList();
    assertThat(Engine.class.getDeclaredMethods())
        .extracting(method -> method.getName() + method.getParameterCount())
        .filteredOn(method -> !method.equals("train2")) // made of the other
        .isSubsetOf(own);
  }

  @Test
  void whoeverGivesUpHearsOfEveryTrial() {
    var stem = training(MOMENTUM);
    var heard = new Recording(recording -> true);
    try (var forking = Engines.create(settings("stacked"))) {
      forking.train(Fixtures.cohort(IMAGES, 7, fork(training(SGD), stem), training(SGD)), heard);
    }
    assertThat(heard.outcome("t0")).isEqualTo(new Outcome.Cancelled());
    assertThat(heard.outcome("t1")).isEqualTo(new Outcome.Cancelled());
  }
}
