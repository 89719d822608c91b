package org.descent.learning.stacked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.descent.learning.CohortCheckpoint;
import org.descent.learning.Fixtures;
import org.descent.learning.Predictor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of every layer's bits: in company, through checkpoints, and where they are used. */
@Tag("thorough")
class LayersInCompanyTest {
  private static final long SEED = 3;
  private static final StackedEngine ENGINE = Company.engine(1, 10);

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @ParameterizedTest
  @MethodSource("org.descent.learning.stacked.LayersTest#eachCase")
  void companyAndCheckpointsChangeNoBit(LayersTest.Case layers) {
    var trainings = List.of(layers.training(false), layers.training(true));
    var cohort = Company.of(10, layers.examples(), trainings);
    var whole = Company.train(ENGINE, cohort);
    for (int trial : new int[] {0, 1, 7}) {
      Company.assertSame("t" + trial, Company.train(ENGINE, Company.alone(cohort, trial)), whole);
    }
    var checkpoints = new Checkpoints();
    ENGINE.train(cohort, CohortCheckpoint.START, checkpoints);
    var resumed = new Checkpoints();
    ENGINE.train(cohort, checkpoints.underWay(), resumed);
    assertThat(resumed.outcomes()).isNotEmpty();
    resumed
        .outcomes()
        .forEach((trial, end) -> Company.assertSame(trial, end, whole.trained(trial)));
  }

  /** As the evaluator does it. */
  @ParameterizedTest
  @MethodSource("org.descent.learning.stacked.LayersTest#eachCase")
  void weightsPredictWhatWasMeasured(LayersTest.Case layers) {
    var cohort = Fixtures.cohort(layers.examples(), SEED, layers.training(true));
    var trained = Company.train(ENGINE, cohort).trained("t0");
    var network = cohort.trials().get(0).training().network();
    var weights = trained.snapshots().get(trained.snapshots().size() - 1).weights();
    try (var predictor = Predictor.of(network, layers.shape())) {
      var logits = predictor.predict(weights, cohort.train()).get(1).logits();
      var widths = cohort.train().target("width");
      double loss =
          IntStream.range(0, logits.length)
              .mapToDouble(i -> Math.pow(logits[i] - widths[i], 2))
              .average()
              .getAsDouble();
      assertThat(trained.claimed().heads().get(1).loss()).isCloseTo(loss, within(1e-4 * loss));
    }
  }
}
