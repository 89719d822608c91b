package org.descent.learning.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.descent.learning.Fixtures.LABEL;

import java.util.List;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.BatchNorm;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.Cohort;
import org.descent.learning.Device;
import org.descent.learning.EngineSettings;
import org.descent.learning.Engines;
import org.descent.learning.Fixtures;
import org.descent.learning.Recording;
import org.junit.jupiter.api.Test;

class ModeConnectionTest {
  private static final Examples ROWS = Fixtures.images(40, 1, 6);

  private static TrainingSpec training() {
    var plain =
        Fixtures.training(Fixtures.dense(12, Activation.TANH, LABEL), Loss.CROSS_ENTROPY, 400);
    return Fixtures.with(
        Fixtures.with(plain, Fixtures.LIVELY), new OptimiserSpec.Adam(0.05, 0.9, 0.999, 1e-8));
  }

  /** Two seeds of one training, which end in different places. */
  private static List<float[]> solutions() {
    var trials =
        List.of(new Cohort.Trial("a", 1, training()), new Cohort.Trial("b", 2, training()));
    var heard = Recording.of(new Cohort(trials, ROWS), new EngineSettings(1, 50, Engines.STACKED));
    return List.of(heard.weights("a"), heard.weights("b"));
  }

  @Test
  void aCurveLeadsAroundWhatAStraightLineHasToCross() {
    var both = solutions();
    var way = ModeConnection.between(training(), ROWS, both.get(0), both.get(1), 11, 200);
    assertThat(way).hasSize(11);
    assertThat(way.get(3).place()).isCloseTo(0.3, within(1e-12));
    try (var loss = new LossFunction(training(), ROWS, Device.cpu())) {
      assertThat(way.get(0).straight()).isEqualTo(loss.loss(both.get(0)));
      assertThat(way.get(10).curve()).isEqualTo(loss.loss(both.get(1)));
    }
    double ends = Math.max(way.get(0).straight(), way.get(10).straight());
    double straight = way.stream().mapToDouble(ModeConnection.Point::straight).max().orElseThrow();
    double curve = way.stream().mapToDouble(ModeConnection.Point::curve).max().orElseThrow();
    assertThat(straight).isGreaterThan(ends + 0.05);
    assertThat(curve - ends).isLessThan((straight - ends) / 2);
  }

  @Test
  void withoutStepsItIsStraight() {
    var both = solutions();
    for (var point : ModeConnection.between(training(), ROWS, both.get(0), both.get(1), 5, 0)) {
      assertThat(point.curve()).isCloseTo(point.straight(), within(1e-5));
    }
  }

  @Test
  void whatIsNotDescendedCannotBeBent() {
    var network =
        new NetworkSpec(
            List.of(new LayerSpec.Dense(3, Activation.TANH), new BatchNorm(0.1, 1e-5)),
            List.of(LABEL));
    var normalised = Fixtures.training(network, Loss.L2, 1);
    assertThatThrownBy(
            () -> ModeConnection.between(normalised, ROWS, new float[1], new float[1], 2, 1))
        .isInstanceOf(InvalidSpec.class)
        .hasMessageStartingWith("a way between networks differentiates the loss");
  }
}
