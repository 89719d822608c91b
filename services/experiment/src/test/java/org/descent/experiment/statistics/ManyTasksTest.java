package org.descent.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Against rliable 1.2.0 (Agarwal et al. 2021), on four tasks of 10 and 12 runs. */
class ManyTasksTest {
  private static final List<double[]> X =
      List.of(
          new double[] {514, 154, 231, 7, 453, 381, 109, 76, 97, 32},
          new double[] {224, 225, 214, 266, 437, 375, 116, 222, 124, 234},
          new double[] {543, 285, 444, 665, 76, 65, 33, 163, 82, 280},
          new double[] {70, 183, 142, 41, 19, 42, 141, 228, 28, 184});
  private static final List<double[]> Y =
      List.of(
          new double[] {281, 86, 441, 273, 78, 624, 320, 264, 122, 280, 108, 202},
          new double[] {131, 378, 191, 338, 393, 379, 383, 476, 306, 92, 426, 133},
          new double[] {174, 293, 163, 236, 161, 180, 277, 159, 136, 242, 207, 88},
          new double[] {225, 60, 451, 281, 124, 358, 92, 619, 332, 324, 579, 158});

  @Test
  void interquartileMeansAreThoseOfRliable() {
    assertThat(InterquartileMean.of(X)).isCloseTo(170.75, within(1e-9));
    assertThat(InterquartileMean.of(Y)).isCloseTo(244.45833333333334, within(1e-9));
  }

  @Test
  void aFewFailuresMoveTheInterquartileMeanOnlySoFar() {
    double inf = Double.POSITIVE_INFINITY;
    assertThat(InterquartileMean.of(List.of(new double[] {1, 2, 3, 4, 5, 6, inf, inf})))
        .isEqualTo(4.5); // 3 4 5 6
    assertThat(InterquartileMean.of(List.of(new double[] {1, 2, inf, inf}))).isInfinite();
  }

  @Test
  void stratifiedBootstrapAgreesWithRliable() {
    // get_interval_estimates, 2000 draws: 129.0 to 224.1 and 200.7 to 288.2; draws scatter by 2 %
    var x = StratifiedBootstrap.interval(X, InterquartileMean::of, 4000, 1);
    assertThat(x.low()).isCloseTo(129.0, within(5.0));
    assertThat(x.high()).isCloseTo(224.1, within(5.0));
    var y = StratifiedBootstrap.interval(Y, InterquartileMean::of, 4000, 1);
    assertThat(y.low()).isCloseTo(200.7, within(5.0));
    assertThat(y.high()).isCloseTo(288.2, within(5.0));

    assertThat(StratifiedBootstrap.interval(X, InterquartileMean::of, 100, 7))
        .as("the same seed, the same draws")
        .isEqualTo(StratifiedBootstrap.interval(X, InterquartileMean::of, 100, 7));
  }

  @Test
  void probabilityOfImprovementIsThatOfRliable() {
    // probability_of_improvement: 0.6427083, interval of 2000 draws 0.519 to 0.766
    var y = ProbabilityOfImprovement.of(Y, X, 4000, 1);
    assertThat(y.probability()).isCloseTo(0.6427083333333333, within(1e-12));
    assertThat(y.interval().low()).isCloseTo(0.519, within(0.01));
    assertThat(y.interval().high()).isCloseTo(0.766, within(0.01));
    assertThat(ProbabilityOfImprovement.of(X, Y, 10, 1).probability())
        .isCloseTo(1 - y.probability(), within(1e-12));
    assertThatThrownBy(() -> ProbabilityOfImprovement.of(X, Y.subList(0, 3), 10, 1))
        .hasMessage("4 tasks and 3");
  }
}
