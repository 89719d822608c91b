package org.descent.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.descent.learning.Fixtures.KIND;
import static org.descent.learning.Fixtures.LABEL;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.End;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.BatchNorm;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.Dropout;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.MeasureSpec;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.PatienceSpec;
import org.descent.contracts.spec.ScheduleSpec;
import org.descent.contracts.spec.Split;
import org.descent.contracts.spec.TargetSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.oracle.OracleHead;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole splits, measured now and then by either engine. */
class MeasuringTest {
  private static final Examples TRAIN = Fixtures.images(40, 1, 9);
  private static final Examples VALIDATION = Fixtures.images(23, 2, 9);
  private static final Examples TEST = Fixtures.images(1, 3, 9);
  private static final BatchSpec BATCHES = new BatchSpec(8, BatchSpec.Measure.BATCH);
  private static final List<Split> ALL = List.of(Split.values());

  /** Networks that do something else in training than when they are used, and one that does not. */
  private static List<NetworkSpec> networks() {
    return List.of(
        Fixtures.dense(5, Activation.TANH, LABEL, KIND),
        new NetworkSpec(
            List.of(
                new LayerSpec.Dense(6, Activation.RELU),
                new BatchNorm(0.1, 1e-5),
                new Dropout(0.3)),
            List.of(KIND)));
  }

  private static TrainingSpec training(
      NetworkSpec network, int iterations, MeasureSpec measure, TargetSpec... targets) {
    return patient(network, iterations, measure, null, targets);
  }

  private static TrainingSpec patient(
      NetworkSpec network,
      int iterations,
      MeasureSpec measure,
      PatienceSpec patience,
      TargetSpec... targets) {
    var training = Fixtures.training(network, Loss.CROSS_ENTROPY, iterations);
    var some = Fixtures.snapshots(Fixtures.with(training, BATCHES), 1, 8, 15);
    return Fixtures.measuring(some, measure, patience, targets);
  }

  private static Cohort cohort(TrainingSpec... trainings) {
    var cohort = Fixtures.cohort(TRAIN, 5, trainings);
    return new Cohort(
        cohort.trials(), TRAIN, Map.of(Split.VALIDATION, VALIDATION, Split.TEST, TEST));
  }

  private static Recording train(String engine, TrainingSpec... trainings) {
    return Recording.of(cohort(trainings), new EngineSettings(2, 50, engine));
  }

  @ParameterizedTest
  @ValueSource(strings = {Engines.STACKED, Engines.SINGLE})
  void splitsAreMeasuredAtTheFirstIterationEveryNthAndTheLast(String engine) {
    var network = Fixtures.dense(5, Activation.TANH, LABEL);
    var heard =
        train(
            engine,
            training(network, 20, MeasureSpec.every(7, ALL)),
            training(network, 15, MeasureSpec.every(7, List.of(Split.TEST))),
            training(network, 3, MeasureSpec.every(7, ALL)),
            training(network, 20, MeasureSpec.eachEpoch(ALL)),
            training(network, 20, new MeasureSpec(0.5, ScheduleSpec.Unit.EPOCHS, ALL)));
    assertThat(heard.measuredAt("t0")).containsExactly(1, 8, 15, 20);
    assertThat(heard.measuredAt("t1")).containsExactly(1, 8, 15);
    assertThat(heard.measuredAt("t2")).containsExactly(1, 3);
    assertThat(heard.measuredAt("t3")).containsExactly(1, 6, 11, 16, 20);
    assertThat(heard.measuredAt("t4")).containsExactly(1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 20);
    assertThat(heard.measured("t1").get(0).metrics()).containsExactly("test.loss", "test.accuracy");
    assertThat(heard.curve("t0", "loss")).hasSize(20);
  }

  @ParameterizedTest
  @ValueSource(strings = {Engines.STACKED, Engines.SINGLE})
  void whatIsMeasuredIsWhatTheWeightsOfThatIterationPredict(String engine) {
    for (var network : networks()) {
      var training = training(network, 20, MeasureSpec.every(7, ALL));
      var heard = train(engine, training);
      var trained = heard.trained("t0");
      assertThat(trained.snapshots()).hasSize(4);
      try (var predictor = Predictor.of(network, TRAIN.shape())) {
        for (int i = 0; i < 4; i++) {
          var measured = heard.measured("t0").get(i);
          var snapshot = trained.snapshots().get(i);
          assertThat(measured.iteration()).isEqualTo(snapshot.iteration());
          int at = 0;
          for (var examples : List.of(TRAIN, VALIDATION, TEST)) {
            var outputs = predictor.predict(snapshot.weights(), examples);
            for (float expected : point(outputs, examples)) {
              assertThat(measured.values()[at])
                  .as("%s at %s", measured.metrics().get(at), measured.iteration())
                  .isCloseTo(expected, within(2e-5f));
              at++;
            }
          }
          assertThat(at).isEqualTo(measured.metrics().size());
        }
      }
      var last = heard.measured("t0").get(3);
      assertThat((double) last.values()[0]).isCloseTo(trained.claimed().loss(), within(1e-6));
    }
  }

  /** More than either engine measures in a run, and not a multiple of that. */
  @ParameterizedTest
  @ValueSource(strings = {Engines.STACKED, Engines.SINGLE})
  void largeSplitsAreMeasuredAsAWhole(String engine) {
    var network = networks().get(1);
    var training = training(network, 3, MeasureSpec.every(7, List.of(Split.VALIDATION)));
    var large = Fixtures.images(2100, 4, 9);
    var trials = Fixtures.cohort(TRAIN, 5, training).trials();
    var cohort = new Cohort(trials, large, Map.of(Split.VALIDATION, VALIDATION));
    var trained = Recording.of(cohort, new EngineSettings(1, 50, engine)).trained("t0");
    try (var predictor = Predictor.of(network, large.shape())) {
      var last = trained.snapshots().get(trained.snapshots().size() - 1);
      var expected = point(predictor.predict(last.weights(), large), large);
      assertThat((float) trained.claimed().loss()).isCloseTo(expected[0], within(2e-5f));
      assertThat((float) trained.claimed().accuracy()).isEqualTo(expected[1]);
    }
  }

  /** What the oracle makes of {@code outputs}. */
  private static float[] point(List<Predictor.Output> outputs, Examples examples) {
    var heads = new ArrayList<Metrics.Head>();
    for (var output : outputs) {
      var head = new OracleHead(output.head(), Loss.CROSS_ENTROPY);
      var targets = Fixtures.doubles(examples.target(output.head().target()));
      var logits = Fixtures.doubles(output.logits());
      int width = logits.length / targets.length;
      double loss = 0;
      double right = 0;
      for (int i = 0; i < targets.length; i++) {
        var z = Arrays.copyOfRange(logits, i * width, (i + 1) * width);
        loss += head.loss(z, new double[] {targets[i]}) / targets.length;
        right += head.right(z, new double[] {targets[i]}) ? 1 : 0;
      }
      heads.add(new Metrics.Head(output.head().name(), loss, right / targets.length));
    }
    double total = heads.stream().mapToDouble(Metrics.Head::loss).sum();
    double lowest = heads.stream().mapToDouble(Metrics.Head::accuracy).min().getAsDouble();
    return Measurement.point(new Metrics(total, lowest, heads));
  }

  @ParameterizedTest
  @ValueSource(strings = {Engines.STACKED, Engines.SINGLE})
  void aTrialConvergesAtTheFirstMeasurementThatReachesItsTarget(String engine) {
    var network = Fixtures.dense(5, Activation.TANH, LABEL);
    var free = train(engine, training(network, 120, MeasureSpec.every(7, ALL)));
    var losses = new ArrayList<Float>();
    free.measured("t0").forEach(m -> losses.add(m.values()[2]));
    double wanted = (losses.get(9) + losses.get(10)) / 2;
    assertThat(losses.subList(0, 10)).allMatch(loss -> loss > wanted);

    var target = new TargetSpec(TargetSpec.Metric.LOSS, "", wanted, Split.VALIDATION);
    var heard = train(engine, training(network, 120, MeasureSpec.every(7, ALL), target));
    var trained = heard.trained("t0");
    assertThat(trained.end()).isEqualTo(End.CONVERGED);
    assertThat(trained.iterations()).isEqualTo(71);
    assertThat(trained.after()).contains(64);
    assertThat(heard.measuredAt("t0")).endsWith(64, 71);
    assertThat(heard.curve("t0", "loss")).isEqualTo(Arrays.copyOf(free.curve("t0", "loss"), 71));
    var snapshots = trained.snapshots();
    assertThat(snapshots.get(snapshots.size() - 1).iteration()).isEqualTo(71);

    var short1 = train(engine, training(network, 70, MeasureSpec.every(80, ALL), target));
    assertThat(short1.trained("t0").end()).isEqualTo(End.EXHAUSTED);
    assertThat(short1.trained("t0").after()).isEmpty();
    var atTheEnd = train(engine, training(network, 71, MeasureSpec.every(40, ALL), target));
    assertThat(atTheEnd.trained("t0").end()).isEqualTo(End.CONVERGED);
    assertThat(atTheEnd.trained("t0").after()).contains(41);
  }

  @ParameterizedTest
  @ValueSource(strings = {Engines.STACKED, Engines.SINGLE})
  void aTrialIsGivenUpWhenNothingGetsBetterAnyMore(String engine) {
    var network = Fixtures.dense(5, Activation.TANH, LABEL);
    var patience = new PatienceSpec(3, TargetSpec.Metric.LOSS, "", Split.VALIDATION, 1e3);
    var training = patient(network, 120, MeasureSpec.every(7, ALL), patience);
    var never = patient(network, 20, MeasureSpec.every(7, ALL), patience);
    var heard = train(engine, training, never);
    var trained = heard.trained("t0");
    assertThat(trained.end()).isEqualTo(End.EXHAUSTED);
    assertThat(trained.iterations()).isEqualTo(22);
    assertThat(heard.curve("t0", "loss")).hasSize(22);
    assertThat(trained.stopped())
        .isEqualTo(
            "validation.loss was not better by more than 1000 than at iteration 1 in 3"
                + " measurements");
    assertThat(heard.trained("t1").iterations()).isEqualTo(20);
    assertThat(heard.trained("t1").stopped()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {Engines.STACKED, Engines.SINGLE})
  void whatIsJudgedOnNoExamplesFailsItsTrialAndWhatIsOnlyMeasuredIsLeftOut(String engine) {
    var network = Fixtures.dense(5, Activation.TANH, LABEL);
    var target = new TargetSpec(TargetSpec.Metric.LOSS, "", 0.1, Split.TEST);
    var cohort =
        Fixtures.cohort(
            TRAIN,
            5,
            training(network, 20, MeasureSpec.every(7, ALL), target),
            training(network, 20, MeasureSpec.every(7, ALL)));
    var heard = Recording.of(cohort, new EngineSettings(1, 50, engine));
    assertThat(heard.outcome("t0"))
        .isEqualTo(new Outcome.Failed("target: on test, which has no examples"));
    assertThat(heard.measured("t1").get(0).metrics())
        .containsExactly("train.loss", "train.accuracy");
  }
}
