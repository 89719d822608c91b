package org.descent.learning.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.InstrumentSpec;
import org.descent.contracts.spec.InstrumentSpec.GradientNorm.Of;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.Cohort;
import org.descent.learning.Device;
import org.descent.learning.EngineSettings;
import org.descent.learning.Engines;
import org.descent.learning.Fixtures;
import org.descent.learning.Recording;
import org.descent.learning.golden.GoldenCase;
import org.descent.learning.golden.GoldenCases;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients whose lengths are measured by the iterations that take them. */
class StepNormsTest {
  private static final Examples ROWS = Fixtures.images(37, 1, 8);
  private static final InstrumentSpec.Moments EACH = new InstrumentSpec.Moments.Every(1);
  private static final int ITERATIONS = 20;

  private static InstrumentSpec norm(Of of) {
    return new InstrumentSpec.GradientNorm(true, of, EACH);
  }

  private static TrainingSpec training(double weight, BatchSpec batch) {
    var head = new HeadSpec("label", HeadKind.BINARY, "label", 1, weight, 0);
    var network = Fixtures.dense(4, Activation.TANH, head);
    var plain = Fixtures.with(Fixtures.training(network, Loss.L2, ITERATIONS), Fixtures.LIVELY);
    var everywhere = IntStream.rangeClosed(1, ITERATIONS).boxed().toArray(Integer[]::new);
    return Fixtures.snapshots(
        Fixtures.with(Fixtures.with(plain, new OptimiserSpec.Sgd(0.1)), batch), everywhere);
  }

  private static Recording train(String engine, Cohort cohort) {
    return Recording.of(cohort, new EngineSettings(2, 8, engine));
  }

  @ParameterizedTest
  @ValueSource(strings = {Engines.STACKED, Engines.SINGLE})
  void ofFullBatchesItIsTheGradientOfTheLoss(String engine) {
    var training = training(1, BatchSpec.FULL);
    var seen = training.seenWith(List.of(norm(Of.SPLIT)));
    var heard = train(engine, Fixtures.cohort(ROWS, 5, seen));
    var norms = heard.measured("t0", "gradient-norm");
    assertThat(norms.keySet()).hasSize(ITERATIONS);
    try (var loss = new LossFunction(training, ROWS, Device.detect())) {
      for (var snapshot : heard.trained("t0").snapshots()) {
        double expected = Vectors.norm(loss.gradient(snapshot.weights()));
        assertThat((double) norms.get(snapshot.iteration()))
            .isCloseTo(expected, within(1e-5 * expected));
      }
    }
  }

  /** Of plain gradient descent an update is the batch's gradient times the rate. */
  @ParameterizedTest
  @ValueSource(strings = {Engines.STACKED, Engines.SINGLE})
  void ofBatchesItIsWhatTheUpdateFollows(String engine) {
    var training =
        training(1, new BatchSpec(8, BatchSpec.Measure.BATCH))
            .seenWith(List.of(norm(Of.BATCH), new InstrumentSpec.UpdateNorm(true, EACH)));
    var heard = train(engine, Fixtures.cohort(ROWS, 5, training));
    for (var part : List.of("", ".layer0", ".label")) {
      var norms = heard.measured("t0", "gradient-norm" + part);
      assertThat(norms.keySet()).hasSize(ITERATIONS);
      heard
          .measured("t0", "update-norm" + part)
          .forEach(
              (iteration, update) ->
                  assertThat(update)
                      .isCloseTo(0.1f * norms.get(iteration), within(1e-3f * update)));
    }
  }

  /** Float32 has no squares of such numbers. */
  @ParameterizedTest
  @ValueSource(strings = {Engines.STACKED, Engines.SINGLE})
  void aSmallGradientIsNotTakenForNone(String engine) {
    double weight = 1e-25;
    var small = training(weight, BatchSpec.FULL).seenWith(List.of(norm(Of.SPLIT)));
    var usual = training(1, BatchSpec.FULL).seenWith(List.of(norm(Of.SPLIT)));
    var heard = train(engine, Fixtures.cohort(ROWS, 5, small, usual));
    for (var part : List.of("", ".layer0", ".label")) {
      float first = heard.measured("t0", "gradient-norm" + part).get(1);
      double expected = weight * heard.measured("t1", "gradient-norm" + part).get(1);
      assertThat((double) first).isCloseTo(expected, within(1e-4 * expected));
    }
  }

  /** Whose rows are updated a few at a time where nobody looks. */
  @Test
  void aLargeMatrixIsTrainedTheSame() {
    var examples = Fixtures.images(40, 1, 400);
    var network = Fixtures.dense(96, Activation.TANH, Fixtures.LABEL);
    var plain = Fixtures.training(network, Loss.CROSS_ENTROPY, ITERATIONS);
    var lively = Fixtures.with(plain, Fixtures.LIVELY);
    var training = Fixtures.with(lively, new BatchSpec(4, BatchSpec.Measure.BATCH));
    var seen = training.seenWith(List.of(norm(Of.BATCH)));
    var one = train(Engines.STACKED, Fixtures.cohort(examples, 5, training, training));
    var other = train(Engines.STACKED, Fixtures.cohort(examples, 5, seen, seen));
    assertThat(other.weights("t1")).isEqualTo(one.weights("t1"));
    assertThat(other.measured("t1", "gradient-norm")).hasSize(ITERATIONS);
  }

  /** Of all cases those that say something that none before them says. */
  private static List<GoldenCase> withSomethingNew() {
    var said = new HashSet<>();
    return GoldenCases.all().stream().filter(each -> said.addAll(each.said())).toList();
  }

  /** Every layer, head, loss, optimiser, schedule and clipping, each once. */
  @Tag("thorough")
  @ParameterizedTest
  @ValueSource(strings = {Engines.STACKED, Engines.SINGLE})
  void whoeverIsSeenTrainsTheSame(String engine) {
    var onTheSame =
        withSomethingNew().stream().collect(Collectors.groupingBy(c -> c.examples().shape()));
    for (var cases : onTheSame.values()) {
      var unseen = train(engine, cohort(cases, List.of()));
      var seen = train(engine, cohort(cases, List.of(norm(Of.BATCH))));
      for (var each : cases) {
        assertThat(seen.measured(each.name(), "gradient-norm")).hasSize(ITERATIONS);
        assertThat(seen.curve(each.name(), "loss"))
            .as(each.name())
            .isEqualTo(unseen.curve(each.name(), "loss"));
        assertThat(seen.weights(each.name()))
            .as(each.name())
            .isEqualTo(unseen.weights(each.name()));
      }
    }
  }

  private static Cohort cohort(List<GoldenCase> cases, List<InstrumentSpec> instruments) {
    var trials =
        cases.stream()
            .map(
                each ->
                    new Cohort.Trial(
                        each.name(),
                        each.seed(),
                        each.training().within(ITERATIONS).seenWith(instruments)));
    return new Cohort(trials.toList(), cases.get(0).examples());
  }
}
