package org.descent.learning.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.descent.learning.Fixtures.LABEL;
import static org.descent.learning.Fixtures.WIDTH;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.InstrumentSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.CheckpointListener;
import org.descent.learning.Cohort;
import org.descent.learning.CohortCheckpoint;
import org.descent.learning.CurveSlice;
import org.descent.learning.EngineSettings;
import org.descent.learning.Engines;
import org.descent.learning.Fixtures;
import org.descent.learning.Outcome;
import org.descent.learning.Recording;
import org.descent.learning.SplitMeasurement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who looks at training, when, and that it does not mind. */
class InstrumentsTest {
  private static final Examples ROWS = Fixtures.images(37, 1, 8);
  private static final InstrumentSpec.Moments SEVENTH = new InstrumentSpec.Moments.Every(7);
  private static final List<InstrumentSpec> ALL =
      List.of(
          new InstrumentSpec.Sharpness(2, 1e-3, true, SEVENTH),
          new InstrumentSpec.HessianTrace(5, true, new InstrumentSpec.Moments.Every(11)),
          new InstrumentSpec.GradientNorm(true, InstrumentSpec.GradientNorm.Of.SPLIT, SEVENTH),
          new InstrumentSpec.UpdateNorm(false, SEVENTH),
          new InstrumentSpec.UpdateQuantiles(false, SEVENTH),
          new InstrumentSpec.HessianSpectrum(1, 5, true, new InstrumentSpec.Moments.Snapshots()),
          new InstrumentSpec.NoiseScale(SEVENTH),
          new InstrumentSpec.GradientCosine(SEVENTH),
          new InstrumentSpec.WeightNorm(true, new InstrumentSpec.Moments.Snapshots()));

  private static TrainingSpec training(int iterations) {
    var network = Fixtures.dense(4, Activation.TANH, LABEL, WIDTH);
    var plain = Fixtures.training(network, Loss.CROSS_ENTROPY, iterations);
    return Fixtures.snapshots(Fixtures.with(plain, Fixtures.LIVELY), 3, 9);
  }

  /** Several that share programs, full batches and not. */
  private static List<TrainingSpec> trainings() {
    var momentum = Fixtures.with(training(20), new OptimiserSpec.Momentum(0.05, 0.9));
    return List.of(
        training(20),
        momentum,
        Fixtures.with(training(20), new BatchSpec(8, BatchSpec.Measure.BATCH)));
  }

  private static Cohort cohort(boolean seen) {
    return Fixtures.cohort(
        ROWS,
        5,
        trainings().stream().map(t -> seen ? t.seenWith(ALL) : t).toArray(TrainingSpec[]::new));
  }

  private static Recording train(String engine, Cohort cohort) {
    return Recording.of(cohort, new EngineSettings(1, 50, engine));
  }

  @ParameterizedTest
  @ValueSource(strings = {Engines.STACKED, Engines.SINGLE})
  void theyChangeNoBitOfTraining(String engine) {
    var seen = train(engine, cohort(true));
    var unseen = train(engine, cohort(false));
    for (var trial : cohort(true).trials()) {
      assertThat(seen.curve(trial.id(), "loss")).isEqualTo(unseen.curve(trial.id(), "loss"));
      assertThat(seen.weights(trial.id())).isEqualTo(unseen.weights(trial.id()));
      assertThat(unseen.measured(trial.id(), "sharpness")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Engines.STACKED, Engines.SINGLE})
  void theyLookWhenTheyAreToAndAtTheEnd(String engine) {
    var heard = train(engine, cohort(true));
    assertThat(heard.measured("t0", "sharpness").keySet()).containsExactly(1, 8, 15, 20);
    assertThat(heard.measured("t0", "sharpness-2").keySet()).containsExactly(1, 8, 15, 20);
    assertThat(heard.measured("t0", "hessian-trace-low").keySet()).containsExactly(1, 12, 20);
    assertThat(heard.measured("t0", "sharpness-2.layer0").keySet()).containsExactly(1, 8, 15, 20);
    assertThat(heard.measured("t1", "update-q50").keySet()).containsExactly(1, 8, 15);
    assertThat(heard.measured("t1", "gradient-norm.layer0").keySet()).containsExactly(1, 8, 15, 20);
    assertThat(heard.measured("t2", "weight-norm.width").keySet()).containsExactly(3, 9, 20);
    var sharpest = heard.measured("t0", "sharpness").values();
    assertThat(sharpest).allMatch(value -> value > 0);
  }

  /** Of plain gradient descent an update is the gradient times the rate. */
  @ParameterizedTest
  @ValueSource(strings = {Engines.STACKED, Engines.SINGLE})
  void anUpdateIsSeenOnceItIsDone(String engine) {
    var heard = train(engine, cohort(true));
    var updates = heard.measured("t0", "update-norm");
    assertThat(updates.keySet()).containsExactly(1, 8, 15);
    assertThat(heard.measured("t0", "gradient-cosine").values())
        .allMatch(cosine -> cosine > 0.9f && cosine <= 1.0001f); // it is a small step
    updates.forEach(
        (iteration, norm) -> {
          float gradient = heard.measured("t0", "gradient-norm").get(iteration);
          assertThat(norm).isCloseTo(0.1f * gradient, within(1e-3f * gradient));
        });
  }

  @Tag("thorough")
  @Test
  void bothEnginesFindTheSame() {
    var stacked = train(Engines.STACKED, cohort(true));
    var single = train(Engines.SINGLE, cohort(true));
    for (var metric : List.of("sharpness", "gradient-norm", "weight-norm", "hessian-trace")) {
      var expected = single.measured("t1", metric);
      stacked
          .measured("t1", metric)
          .forEach(
              (iteration, value) ->
                  assertThat(value)
                      .as("%s at %s", metric, iteration)
                      .isCloseTo(
                          expected.get(iteration),
                          within(2e-3f * Math.abs(expected.get(iteration)))));
    }
  }

  @Tag("thorough")
  @Test
  void companyChangesNothingThatTheyFind() {
    var together = train(Engines.STACKED, cohort(true));
    for (var trial : cohort(true).trials()) {
      var alone = train(Engines.STACKED, cohort(true).of(List.of(trial)));
      assertThat(all(alone.measured(trial.id()))).isEqualTo(all(together.measured(trial.id())));
    }
  }

  @Tag("thorough")
  @Test
  void whoGoesOnFromACheckpointIsSeenTheSame() {
    var settings = new EngineSettings(1, 5, Engines.STACKED);
    var unseen = Recording.of(cohort(false), settings);
    var whole = new Heard();
    try (var engine = Engines.create(settings)) {
      engine.train(cohort(true), CohortCheckpoint.START, whole);
      for (var from : whole.checkpoints) {
        var rest = new Heard();
        engine.train(cohort(true), from, rest);
        for (var running : from.running()) {
          var expected =
              whole.measured.get(running.trial()).stream()
                  .filter(m -> m.iteration() > running.iterations())
                  .toList();
          assertThat(all(rest.measured.get(running.trial()))).isEqualTo(all(expected));
          assertThat(rest.weights(running.trial()))
              .as("as of whoever is not seen and goes on without a stop")
              .isEqualTo(unseen.weights(running.trial()));
        }
      }
    }
  }

  @Tag("thorough")
  @Test
  void whoForksWasSeenOnItsWayThere() {
    var plain = training(20).seenWith(ALL);
    var fork = plain.after(plain.course().within(9));
    var straight = train(Engines.STACKED, Fixtures.cohort(ROWS, 5, plain));
    var forked = train(Engines.STACKED, Fixtures.cohort(ROWS, 5, fork));
    assertThat(all(forked.measured("t0"))).isEqualTo(all(straight.measured("t0")));
  }

  /** By metric and iteration. */
  private static Map<String, Float> all(List<SplitMeasurement> measured) {
    var all = new LinkedHashMap<String, Float>();
    for (var each : measured) {
      for (int i = 0; i < each.values().length; i++) {
        all.put(each.metrics().get(i) + " at " + each.iteration(), each.values()[i]);
      }
    }
    return all;
  }

  /** Takes every checkpoint. */
  private static final class Heard implements CheckpointListener {
    private final List<CohortCheckpoint> checkpoints = new ArrayList<>();
    private final Map<String, List<SplitMeasurement>> measured = new LinkedHashMap<>();
    private final Map<String, Outcome> outcomes = new LinkedHashMap<>();

    float[] weights(String trial) {
      var snapshots = ((Outcome.Trained) outcomes.get(trial)).snapshots();
      return snapshots.get(snapshots.size() - 1).weights();
    }

    @Override
    public void progressed(Cohort.Trial trial, CurveSlice slice) {}

    @Override
    public void measured(Cohort.Trial trial, SplitMeasurement found) {
      measured.computeIfAbsent(trial.id(), id -> new ArrayList<>()).add(found);
    }

    @Override
    public void ended(Cohort.Trial trial, Outcome outcome) {
      outcomes.put(trial.id(), outcome);
    }

    @Override
    public boolean cancelled() {
      return false;
    }

    @Override
    public boolean checkpointDue() {
      return true;
    }

    @Override
    public void checkpointed(CohortCheckpoint checkpoint) {
      checkpoints.add(checkpoint);
    }
  }
}
