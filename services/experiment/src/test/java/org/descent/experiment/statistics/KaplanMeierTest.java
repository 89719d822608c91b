package org.descent.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Against the leukaemia remissions of Freireich et al. 1963, in weeks, as in Gehan 1965. */
class KaplanMeierTest {
  static final List<Observation> MERCAPTOPURINE =
      Stream.concat(
              IntStream.of(6, 6, 6, 7, 10, 13, 16, 22, 23).mapToObj(Observation::reached),
              IntStream.of(6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)
                  .mapToObj(Observation::censored))
          .toList();
  static final List<Observation> PLACEBO =
      IntStream.of(1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)
          .mapToObj(Observation::reached)
          .toList();

  @Test
  void survivalAndStandardErrorsAreThePublishedOnes() {
    var steps = KaplanMeier.of(MERCAPTOPURINE).steps();

    double[][] published = { // week, at risk, survival, standard error
      {6, 21, 0.857, 0.0764},
      {7, 17, 0.807, 0.0869},
      {10, 15, 0.753, 0.0963},
      {13, 12, 0.690, 0.1068},
      {16, 11, 0.627, 0.1141},
      {22, 7, 0.538, 0.1282},
      {23, 6, 0.448, 0.1346}
    };
    assertThat(steps).hasSize(published.length);
    for (int i = 0; i < published.length; i++) {
      var step = steps.get(i);
      assertThat(step.iteration()).isEqualTo((int) published[i][0]);
      assertThat(step.atRisk()).isEqualTo((int) published[i][1]);
      assertThat(step.survival()).isCloseTo(published[i][2], within(5e-4));
      assertThat(Math.sqrt(step.variance())).isCloseTo(published[i][3], within(5e-5));
      assertThat(step.low()).isBetween(0.0, step.survival());
      assertThat(step.high()).isBetween(step.survival(), 1.0);
    }
  }

  @Test
  void bandIsSymmetricOnTheLogLogScale() {
    // S(6) = 18/21, Σd/n(n-d) = 3/(21·18); σ = √(3/378)/|ln S| = 0.5779; S^exp(±1.96 σ)
    var step = KaplanMeier.of(MERCAPTOPURINE).steps().get(0);
    assertThat(step.low())
        .isCloseTo(Math.pow(18 / 21.0, Math.exp(1.959964 * 0.577918)), within(1e-5));
    assertThat(step.high())
        .isCloseTo(Math.pow(18 / 21.0, Math.exp(-1.959964 * 0.577918)), within(1e-5));
  }

  @Test
  void survivalIsAStepFunction() {
    var estimate = KaplanMeier.of(MERCAPTOPURINE);
    assertThat(estimate.survival(5)).isEqualTo(1);
    assertThat(estimate.survival(6)).isCloseTo(18 / 21.0, within(1e-12));
    assertThat(estimate.survival(1000)).isCloseTo(0.448, within(5e-4));
    assertThat(KaplanMeier.of(PLACEBO).survival(23)).isZero();
  }
}
