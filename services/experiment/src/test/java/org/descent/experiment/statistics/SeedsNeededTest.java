package org.descent.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.descent.experiment.statistics.PairedComparison.Pair;
import org.junit.jupiter.api.Test;

class SeedsNeededTest {
  @Test
  void powerIsThatOfTheBinomialTest() {
    // SciPy 1.17: tails of binom(n, p) beyond the critical values of binom(n, 0.5)
    assertThat(SeedsNeeded.power(20, 0.75, 0.05)).isCloseTo(0.6171764674145379, within(1e-10));
    assertThat(SeedsNeeded.power(10, 0.9, 0.05)).isCloseTo(0.7360989382, within(1e-10));
    assertThat(SeedsNeeded.power(30, 0.7, 0.01)).isCloseTo(0.28137688796180566, within(1e-10));
    assertThat(SeedsNeeded.power(5, 1, 0.05)).isZero();
    assertThat(SeedsNeeded.power(6, 1, 0.05)).isEqualTo(1);
  }

  @Test
  void seedsAreThoseFromWhichOnThePowerSuffices() {
    // by SciPy; Noether 1987 has 37.6, 9.0, 96.9 for one comparison without the saw of a discrete
    // test
    assertThat(new SeedsNeeded(0.3).toResolve(1.2, 1)).hasValue(42);
    assertThat(new SeedsNeeded(0.1).toResolve(1.2, 1)).hasValue(9);
    assertThat(new SeedsNeeded(0.5).toResolve(1.2, 1)).hasValue(106);
    assertThat(new SeedsNeeded(0.3).toResolve(1.2, 6)).hasValue(60);
    assertThat(new SeedsNeeded(0).toResolve(1.2, 1)).hasValue(6);
    assertThat(new SeedsNeeded(10).toResolve(1.001, 1)).isEmpty();
  }

  @Test
  void aPilotOfPairsTellsTheSpread() {
    // log ratios ln 2 and ln 1 and ln ½: standard deviation ln 2
    var pilot =
        List.of(
            pair(100, 200),
            pair(100, 100),
            pair(100, 50),
            new Pair(Observation.reached(9), Observation.censored(99)));
    assertThat(SeedsNeeded.of(pilot).orElseThrow().spread()).isCloseTo(Math.log(2), within(1e-12));
    assertThat(SeedsNeeded.of(pilot.subList(0, 2))).isEmpty();
  }

  @Test
  void pairsOfVariantsTellTheirSpreadTogether() {
    // squares 2 ln² 2 of two degrees of freedom, and 0 of two more; two ratios alone say nothing
    var wide = List.of(pair(100, 200), pair(100, 100), pair(100, 50));
    var narrow = List.of(pair(10, 20), pair(20, 40), pair(30, 60));
    var few = List.of(pair(1, 1000), pair(1000, 1));
    assertThat(SeedsNeeded.pooled(List.of(wide, narrow, few)).orElseThrow().spread())
        .isCloseTo(Math.log(2) / Math.sqrt(2), within(1e-12));
    assertThat(SeedsNeeded.pooled(List.of(few))).isEmpty();
  }

  @Test
  void soManySeedsFindTheDifferenceAsOftenAsPromised() {
    var needed = new SeedsNeeded(0.3);
    int seeds = needed.toResolve(1.2, 1).getAsInt();
    var random = new Random(9);
    int found = 0;
    for (int round = 0; round < 2000; round++) {
      var pairs = new ArrayList<Pair>();
      for (int seed = 0; seed < seeds; seed++) {
        double ratio = 1.2 * Math.exp(0.3 * random.nextGaussian());
        pairs.add(pair(1_000_000, (int) (1_000_000 * ratio)));
      }
      found += PairedComparison.of(pairs).signTest() <= Interval.LEVEL ? 1 : 0;
    }
    // 2000 rounds at 0.8 have a standard error of 0.009
    assertThat(found / 2000.0).isBetween(0.77, 0.9);
  }

  @Test
  void aRatioOfOneCannotBeResolved() {
    assertThatThrownBy(() -> new SeedsNeeded(0.3).toResolve(1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Pair pair(int first, int second) {
    return new Pair(Observation.reached(first), Observation.reached(second));
  }
}
