package org.descent.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.descent.learning.Fixtures.LABEL;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.End;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.InitialisationSpec;
import org.descent.contracts.spec.Initialiser;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.contracts.spec.TargetSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.oracle.Oracle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Losses at the ends of what float32 can hold, in both engines. */
class ExtremesTest {
  private static final float HUGE = 3.4e38f;
  private static final HeadSpec CLASSES =
      new HeadSpec("class", HeadKind.MULTI_CLASS, "label", 2, 1, 0);
  private static final HeadSpec SUM = new HeadSpec("sum", HeadKind.REGRESSION, "label", 1, 1, 0.5);
  private static final InitialisationSpec LARGE =
      new InitialisationSpec(new Initialiser.Normal(4), new Initialiser.Constant(0));

  static Stream<Arguments> enginesAndHeads() {
    return Stream.of(Engines.STACKED, Engines.SINGLE)
        .flatMap(e -> Stream.of(LABEL, CLASSES).map(h -> Arguments.of(e, h)));
  }

  /** A hundred in each direction: e^-100 is no number of float32. */
  @ParameterizedTest
  @MethodSource("enginesAndHeads")
  void aLossOfExactlyZeroCanBeReached(String engine, HeadSpec head) {
    var training = Fixtures.training(Fixtures.perceptron(head), Loss.CROSS_ENTROPY, 10);
    var zero =
        Fixtures.with(
            Fixtures.with(training, new OptimiserSpec.Sgd(100)),
            new TargetSpec(TargetSpec.Metric.LOSS, "", 0));
    var heard = train(engine, examples(1, new float[] {-60, 60}, 0, 1), zero);
    assertThat(heard.trained("t0").end()).isEqualTo(End.CONVERGED);
    assertThat(heard.trained("t0").claimed().loss()).isZero();
    assertThat(heard.trained("t0").divergence()).isEmpty();
  }

  /** The first example's logits are infinite and right; the second is there to be learned. */
  @ParameterizedTest
  @MethodSource("enginesAndHeads")
  void infiniteLogitsThatAreRightCostNothingAndMoveNothing(String engine, HeadSpec head) {
    var training = lively(head, Loss.CROSS_ENTROPY);
    int unlike = 0;
    for (long seed : seeds(training)) {
      var weights = initial(training, 2, seed);
      for (float x : new float[] {HUGE, -HUGE}) {
        int label = answer(head, x, weights);
        var examples = examples(2, new float[] {x, 0, 0, 1}, label, 1);
        var heard = train(engine, seed, examples, training);
        var course = new Oracle(training, examples).train(weights, seed, 10);
        for (int k = 0; k < 10; k++) {
          assertThat((double) heard.curve("t0", "loss")[k])
              .isCloseTo(course.metrics().get(k).loss(), within(1e-4));
        }
        assertThat(Fixtures.doubles(heard.weights("t0")))
            .containsExactly(course.weights().get(9), within(1e-4));
        unlike += label;
      }
    }
    assertThat(unlike).as("labels are not all the same").isPositive();
  }

  @ParameterizedTest
  @MethodSource("enginesAndHeads")
  void infiniteLogitsThatAreWrongDivergeAndSoItSays(String engine, HeadSpec head) {
    var training = lively(head, Loss.CROSS_ENTROPY);
    long seed = seeds(training)[0];
    int label = answer(head, HUGE, initial(training, 2, seed));
    var examples = examples(2, new float[] {HUGE, 0, 0, 1}, label == 0 ? 1 : 0, 1);
    var trained = train(engine, seed, examples, training).trained("t0");
    assertThat(trained.end()).isEqualTo(End.DIVERGED);
    assertThat(trained.divergence())
        .isEqualTo(head.name() + ".loss became infinite at iteration 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {Engines.STACKED, Engines.SINGLE})
  void logitsThatAreInfiniteAlikeHaveNoLoss(String engine) {
    var alike = new InitialisationSpec(new Initialiser.Constant(2), new Initialiser.Constant(0));
    var training = Fixtures.with(lively(CLASSES, Loss.CROSS_ENTROPY), alike);
    for (float x : new float[] {HUGE, -HUGE}) {
      var trained = train(engine, examples(1, new float[] {x}, 0), training).trained("t0");
      assertThat(trained.divergence()).isEqualTo("class.loss became NaN at iteration 1");
    }
  }

  /** f(w) = (w·1 - 1)² with η = 10 grows twentyfold an iteration until it overflows. */
  @ParameterizedTest
  @ValueSource(strings = {Engines.STACKED, Engines.SINGLE})
  void aDivergenceNamesTheHeadItsLossAndTheIteration(String engine) {
    var network = Fixtures.dense(2, Activation.NONE, LABEL, SUM);
    var wild = new OptimiserSpec.Sgd(10);
    var training = Fixtures.with(Fixtures.training(network, Loss.L2, 1000), wild);
    var batch = Fixtures.with(training, new BatchSpec(2, BatchSpec.Measure.BATCH));
    for (var each : List.of(training, batch)) {
      var heard = train(engine, Fixtures.xor(), each);
      var trained = heard.trained("t0");
      var loss = heard.curve("t0", "sum.loss");
      float last = loss[loss.length - 1];
      assertThat(trained.end()).isEqualTo(End.DIVERGED);
      assertThat(Float.isFinite(last)).isFalse();
      assertThat(trained.divergence())
          .isEqualTo(
              "sum.loss became %s at iteration %d"
                  .formatted(Float.isNaN(last) ? "NaN" : "infinite", trained.iterations()));
    }
  }

  /** Of two heads, each below the largest number. */
  @ParameterizedTest
  @ValueSource(strings = {Engines.STACKED, Engines.SINGLE})
  void whereOnlyTheSumOfLossesIsInfiniteItIsNamed(String engine) {
    var other = new HeadSpec("other", HeadKind.REGRESSION, "label", 1, 1, 0.5);
    var training = lively(SUM, Loss.L2);
    var both = Fixtures.training(Fixtures.perceptron(SUM, other), Loss.L2, 10);
    var examples = examples(1, new float[] {0}, 1.5e19f);
    assertThat(train(engine, examples, training).curve("t0", "loss")[0]).isFinite();
    var trained = train(engine, examples, both).trained("t0");
    assertThat(trained.divergence()).isEqualTo("loss became infinite at iteration 1");
  }

  @Test
  void aTrialThatDoesNotDivergeSaysNothingOfIt() {
    var training = Fixtures.training(Fixtures.perceptron(LABEL), Loss.L2, 3);
    assertThat(train(Engines.STACKED, Fixtures.xor(), training).trained("t0").divergence())
        .isEmpty();
  }

  private static TrainingSpec lively(HeadSpec head, Loss loss) {
    return Fixtures.with(Fixtures.training(Fixtures.perceptron(head), loss, 10), LARGE);
  }

  /** Those whose weights of the first feature make one logit infinite and all others negative. */
  private static long[] seeds(TrainingSpec training) {
    return LongStream.range(0, 1000)
        .filter(
            seed -> {
              var weights = initial(training, 2, seed);
              int outputs = training.network().heads().get(0).outputs();
              long positive = 0;
              long small = 0;
              for (int k = 0; k < outputs; k++) {
                positive += weights[k] > 0 ? 1 : 0;
                small += Math.abs(weights[k]) < 1.5 ? 1 : 0;
              }
              // so that there is one largest, whatever the sign of the feature
              return small == 0 && (outputs == 1 || positive == 1);
            })
        .limit(4)
        .toArray();
  }

  private static int answer(HeadSpec head, float x, float[] weights) {
    if (head.kind() == HeadKind.BINARY) {
      return x * weights[0] > 0 ? 1 : 0;
    }
    int answer = 0;
    for (int k = 0; k < head.outputs(); k++) {
      answer = x * weights[k] > 0 ? k : answer;
    }
    return answer;
  }

  private static float[] initial(TrainingSpec training, int features, long seed) {
    var layout = ParameterLayout.of(training.network(), List.of(features));
    return InitialWeights.draw(layout, training.initialisation(), seed);
  }

  private static Examples examples(int width, float[] features, float... labels) {
    return new Examples(List.of(width), features, List.of(new Examples.Target("label", labels)));
  }

  private static Recording train(String engine, Examples examples, TrainingSpec training) {
    return train(engine, 1, examples, training);
  }

  private static Recording train(
      String engine, long seed, Examples examples, TrainingSpec training) {
    var settings = new EngineSettings(1, 50, engine);
    return Recording.of(Fixtures.cohort(examples, seed, training), settings);
  }
}
