package org.descent.experiment.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.descent.experiment.search.SearchPlan.Extent;
import org.descent.experiment.search.Step.Propose;
import org.descent.experiment.search.Step.Replicate;
import org.descent.experiment.search.observation.MetricObjective;
import org.descent.experiment.search.replicates.Replicates;
import org.descent.experiment.search.space.Space;
import org.descent.experiment.search.space.Uniform;
import org.descent.experiment.search.stopping.NoStopping;
import org.descent.experiment.search.stopping.Rungs;
import org.descent.experiment.search.stopping.Stopping;
import org.descent.experiment.search.stopping.SuccessiveHalving;
import org.descent.experiment.search.strategy.RandomStrategy;
import org.junit.jupiter.api.Test;

/** Searches that give more seeds to those that lead. */
class RacingSearchTest {
  private static final MetricObjective LOSS = MetricObjective.minimise("loss");
  private static final Space SPACE = Space.of(Map.of("x", new Uniform(0, 1)));
  private static final Replicates REPLICATES = new Replicates(2, 10, 0.05, 4);

  /** The loss is x and noise that is as large as all differences. */
  private static final Workshop.Training NOISY =
      Workshop.loss(
          (point, seed) ->
              point.unit(0)
                  + 0.3 * new Random(seed * 7919 + Math.round(point.unit(0) * 1e9)).nextGaussian());

  @Test
  void raceAndHeadlineAreTheSameWhoeverFinishesFirst() {
    for (var stopping :
        List.of(new NoStopping(9), new SuccessiveHalving(Rungs.of(9, 3, 3), 3, LOSS))) {
      var alone = Workshop.run(() -> search(stopping, 5), NOISY, 1, 0);
      for (int order = 0; order < 6; order++) {
        var together = Workshop.run(() -> search(stopping, 5), NOISY, 2 + order, order);
        assertThat(together.steps()).isEqualTo(alone.steps());
        assertThat(search(stopping, 5).headline(together))
            .isEqualTo(search(stopping, 5).headline(alone))
            .isPresent();
      }
    }
  }

  @Test
  void moreSeedsGoToThoseThatLeadAndOnlyToThem() {
    var search = search(new NoStopping(9), 0);
    var observed = Workshop.run(search, NOISY);
    var racing =
        observed.steps().stream()
            .filter(s -> s instanceof Replicate r && !REPLICATES.isFresh(r.seed()))
            .map(Step.Start::variant)
            .distinct()
            .toList();
    assertThat(racing).hasSizeBetween(2, 8);
    double worstRacing =
        racing.stream().mapToDouble(v -> twoSeeds(observed, v)).max().orElseThrow();
    for (int v = 0; v < 20; v++) {
      if (!racing.contains(v)) {
        assertThat(twoSeeds(observed, v)).isGreaterThanOrEqualTo(worstRacing);
      }
    }
  }

  @Test
  void aVariantGetsEachSeedOnceAndTheWinnerGetsFreshOnes() {
    var search = search(new NoStopping(9), 0);
    var observed = Workshop.run(search, NOISY);
    assertThat(observed.steps()).doesNotHaveDuplicates();
    var fresh =
        observed.steps().stream()
            .filter(s -> s instanceof Replicate r && REPLICATES.isFresh(r.seed()))
            .toList();
    assertThat(fresh)
        .hasSize(4)
        .extracting(Step.Start::variant)
        .containsOnly(search.headline(observed).orElseThrow().variant());
    assertThat(search.variants(observed).get(fresh.get(0).variant()).results())
        .as("what decides does not see them")
        .allMatch(r -> !REPLICATES.isFresh((int) r.seed()));
  }

  @Test
  void theScoreThatWinsIsTooGoodOnAverageAndTheHeadlineIsNot() {
    double hope = 0;
    double error = 0;
    for (int seed = 0; seed < 60; seed++) {
      var plan = plan(new NoStopping(9), new Replicates(2, 2, 0.05, 4), 0, seed);
      var search = new LaggedSearch(plan);
      var observed = Workshop.run(search, NOISY);
      var headline = search.headline(observed).orElseThrow();
      var point = ((Propose) observed.steps().get(headline.variant())).point();
      hope += (headline.inSearch().value() - point.unit(0)) / 60;
      error += (headline.fresh().value() - point.unit(0)) / 60;
    }
    assertThat(hope).isLessThan(-0.1);
    assertThat(Math.abs(error)).isLessThan(0.06); // 0.3 / √(4 · 60) = 0.02
  }

  @Test
  void whereNothingIsUndecidedNobodyGetsMore() {
    var sure = Workshop.loss((point, seed) -> point.unit(0) + seed);
    var observed = Workshop.run(search(new NoStopping(9), 0), sure);
    assertThat(
            observed.steps().stream()
                .filter(s -> s instanceof Replicate r && !REPLICATES.isFresh(r.seed())))
        .as("differences are the same from both seeds")
        .isEmpty();
  }

  private static double twoSeeds(Observed observed, int variant) {
    return LOSS.of(observed.result(variant).orElseThrow()).value();
  }

  private static LaggedSearch search(Stopping stopping, int lag) {
    return new LaggedSearch(plan(stopping, REPLICATES, lag, 3));
  }

  private static SearchPlan plan(Stopping stopping, Replicates replicates, int lag, long seed) {
    return new SearchPlan(
        SPACE,
        List.of(LOSS),
        new RandomStrategy(),
        stopping,
        replicates,
        new Extent(20, lag, seed));
  }
}
