package org.descent.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.descent.contracts.event.ReportPublished.Quantile;
import org.junit.jupiter.api.Test;

class QuantilesTest {
  @Test
  void orderStatisticsAreInterpolatedAsType7() {
    // R: quantile(c(1, 2, 4, 8), c(.1, .25, .5, .75, .9)) is 1.3 1.75 3.0 5.0 6.8
    var observations = IntStream.of(8, 1, 4, 2).mapToObj(Observation::reached).toList();
    assertThat(Quantiles.of(observations).stream().map(Quantile::iterations))
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1)
        .containsExactly(1.3, 1.75, 3.0, 5.0, 6.8);
    assertThat(Quantiles.of(observations)).allMatch(Quantile::reached);
  }

  @Test
  void neverReachedCountsAsInfinite() {
    var observations =
        List.of(
            Observation.reached(10),
            Observation.reached(20),
            Observation.censored(500),
            Observation.censored(300));
    assertThat(Quantiles.of(0.25, observations)).isEqualTo(new Quantile(0.25, 17.5, true));
    // position 1.5 lies between 20 and one never reached
    assertThat(Quantiles.of(0.5, observations)).isEqualTo(new Quantile(0.5, 300, false));
    assertThat(Quantiles.of(0.9, observations)).isEqualTo(new Quantile(0.9, 300, false));
  }

  @Test
  void aQuantileThatFallsOnAReachedOneIsReached() {
    var observations =
        List.of(Observation.reached(10), Observation.reached(20), Observation.censored(300));
    assertThat(Quantiles.of(0.5, observations)).isEqualTo(new Quantile(0.5, 20, true));
  }

  @Test
  void withoutObservationsThereAreNoQuantiles() {
    assertThat(Quantiles.of(List.of())).isEmpty();
  }
}
