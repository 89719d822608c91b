package org.descent.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.descent.experiment.statistics.LogRank.Stratum;
import org.junit.jupiter.api.Test;

/** Against the leukaemia remissions of Freireich et al. 1963, pair by pair. */
class SurvivalComparisonsTest {
  /** Weeks under placebo, under mercaptopurine, whether the latter ended, remission (1 partial). */
  private static final int[][] PAIRS = {
    {1, 10, 1, 1}, {22, 7, 1, 2}, {3, 32, 0, 2}, {12, 23, 1, 2}, {8, 22, 1, 2}, {17, 6, 1, 1},
    {2, 16, 1, 2}, {11, 34, 0, 2}, {8, 32, 0, 2}, {12, 25, 0, 2}, {2, 11, 0, 2}, {5, 20, 0, 1},
    {4, 19, 0, 2}, {15, 6, 1, 2}, {8, 17, 0, 2}, {23, 35, 0, 1}, {5, 6, 1, 1}, {11, 13, 1, 2},
    {4, 9, 0, 2}, {1, 6, 0, 2}, {8, 10, 0, 1}
  };

  private static Stratum stratum(int remission) {
    var placebo = new ArrayList<Observation>();
    var drug = new ArrayList<Observation>();
    for (int[] pair : PAIRS) {
      if (remission == 0 || pair[3] == remission) {
        placebo.add(Observation.reached(pair[0]));
        drug.add(new Observation(pair[1], pair[2] == 1));
      }
    }
    return new Stratum(placebo, drug);
  }

  @Test
  void logRankIsThePublishedOne() {
    // Cox & Oakes 1984; lifelines 0.30 and statsmodels 0.15: χ² 16.792941, p 4.16881e-5
    var test = LogRank.of(List.of(stratum(0)));
    assertThat(test.chiSquared()).isCloseTo(16.792941, within(1e-6));
    assertThat(test.p()).isCloseTo(4.168809e-5, within(1e-11));
    assertThat(test.observed()).isEqualTo(21);
    assertThat(test.expected()).isCloseTo(10.75, within(5e-3));
    var same = LogRank.of(stratum(0).first(), stratum(0).second());
    assertThat(same).isEqualTo(test);
  }

  @Test
  void stratifiedLogRankIsThatOfStatsmodels() {
    // statsmodels 0.15, survdiff(…, strata=): by remission 17.698128, by pair 10.714286
    var remission = LogRank.of(List.of(stratum(1), stratum(2)));
    assertThat(remission.chiSquared()).isCloseTo(17.698128475, within(1e-9));
    assertThat(remission.p()).isCloseTo(2.5888118e-5, within(1e-11));

    var pairs = new ArrayList<Stratum>();
    for (int[] pair : PAIRS) {
      pairs.add(
          new Stratum(
              List.of(Observation.reached(pair[0])),
              List.of(new Observation(pair[1], pair[2] == 1))));
    }
    assertThat(LogRank.of(pairs).chiSquared()).isCloseTo(10.714285714, within(1e-9));
  }

  @Test
  void withoutAnEventNothingIsTold() {
    var none = LogRank.of(List.of(Observation.censored(9)), List.of(Observation.censored(9)));
    assertThat(none.p()).isEqualTo(1);
  }

  @Test
  void restrictedMeansAreThoseOfLifelinesAndR() {
    // lifelines 0.30: restricted_mean_survival_time up to 20 and 35; R: se(rmean) of survfit
    var drug = stratum(0).second();
    assertThat(RestrictedMean.of(drug, 20).iterations()).isCloseTo(16.116526610644, within(1e-9));
    assertThat(RestrictedMean.of(drug, 35).iterations()).isCloseTo(23.287394957983, within(1e-9));
    assertThat(RestrictedMean.of(drug, 35).standardError()).isCloseTo(2.83, within(5e-3));

    var placebo = stratum(0).first();
    assertThat(RestrictedMean.of(placebo, 20).iterations()).isCloseTo(8.428571428571, within(1e-9));
    var mean = RestrictedMean.of(placebo, 35); // all are known: Σ/n and √(Σ(x - mean)²)/n
    double squares =
        placebo.stream().mapToDouble(o -> Math.pow(o.iterations() - 182 / 21.0, 2)).sum();
    assertThat(mean.iterations()).isCloseTo(182 / 21.0, within(1e-9));
    assertThat(mean.standardError()).isCloseTo(Math.sqrt(squares) / 21, within(1e-9));
    assertThat(mean.interval().contains(182 / 21.0)).isTrue();
  }

  @Test
  void beyondWhatWasObservedThereIsNoMean() {
    assertThatThrownBy(() -> RestrictedMean.of(stratum(0).second(), 36))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("horizon 36 of trials that were observed for 35 at most");
  }
}
