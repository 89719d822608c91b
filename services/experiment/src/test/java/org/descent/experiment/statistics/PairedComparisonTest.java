package org.descent.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.descent.experiment.statistics.PairedComparison.Pair;
import org.junit.jupiter.api.Test;

class PairedComparisonTest {
  @Test
  void studentsSleepDataGiveThePublishedInterval() {
    // Student 1908, table I: mean difference 1.58, t interval of 95 % 0.7001 to 2.4599
    double[] differences = {1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4};
    var factor = PairedComparison.factor(differences);
    assertThat(Math.log(factor.mean())).isCloseTo(1.58, within(1e-9));
    assertThat(Math.log(factor.low())).isCloseTo(0.7001, within(5e-5));
    assertThat(Math.log(factor.high())).isCloseTo(2.4599, within(5e-5));
  }

  @Test
  void depressionScoresGiveThePublishedSignedRankTest() {
    // Hollander & Wolfe 1973, p. 29: V = 40 of n = 9, one-sided p = 0.01953
    double[] before = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
    double[] after = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};
    var differences = new double[9];
    for (int i = 0; i < 9; i++) {
      differences[i] = before[i] - after[i];
    }
    assertThat(PairedComparison.signedRank(differences)).isCloseTo(2 * 0.01953, within(1e-5));
  }

  @Test
  void signTestIsBinomial() {
    assertThat(PairedComparison.signTest(9, 1)).isCloseTo(2 * 11 / 1024.0, within(1e-12));
    assertThat(PairedComparison.signTest(0, 0)).isEqualTo(1);
  }

  @Test
  void factorNeedsEveryTargetReached() {
    var all = PairedComparison.of(List.of(pair(100, 200), pair(100, 400), pair(50, 50)));
    assertThat(all.firstFaster()).isEqualTo(2);
    assertThat(all.secondFaster()).isZero();
    assertThat(all.factor().orElseThrow().mean()).isCloseTo(2, within(1e-12)); // ³√(2·4·1)
    assertThat(all.signedRank()).isPresent();

    var some =
        PairedComparison.of(
            List.of(
                pair(100, 200),
                new Pair(Observation.reached(900), Observation.censored(500)),
                new Pair(Observation.censored(500), Observation.censored(900))));
    assertThat(some.pairs()).isEqualTo(3);
    assertThat(some.firstFaster()).isEqualTo(2); // 900 reached comes before never
    assertThat(some.secondFaster()).isZero();
    assertThat(some.factor()).isEmpty();
    assertThat(some.signedRank()).isEmpty();
    assertThat(some.signTest()).isEqualTo(0.5);
  }

  private static Pair pair(int first, int second) {
    return new Pair(Observation.reached(first), Observation.reached(second));
  }
}
