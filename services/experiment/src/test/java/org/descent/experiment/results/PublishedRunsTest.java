package org.descent.experiment.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.descent.contracts.event.End;
import org.descent.experiment.results.ExperimentResult.Claim;
import org.descent.experiment.results.ExperimentResult.Summary;
import org.descent.experiment.results.ExperimentResult.TrialResult;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.results.ExperimentResult.Verdict;
import org.descent.experiment.statistics.Quantiles;
import org.descent.experiment.statistics.VariantSummaries;
import org.descent.experiment.statistics.VariantSummaries.Ending;
import org.junit.jupiter.api.Test;

class PublishedRunsTest {
  private static final int BUDGET = 30_000;

  @Test
  void mediansInOrderAreNotEnoughWhereSeedsDisagree() {
    // The medians 2998 and 5976 stand in the order of 2095 and 4680, but 4 of 10 seeds do not.
    int never = BUDGET + 1;
    var relu = variant(0, 2095, never, 3110, never, never, 2886, never, 2654, 2649, 2495, 2524);
    var sigmoid = variant(1, 4680, 5384, 5769, 6346, 6108, 6195, 6218, 5844, 6155, 5698, 5671);

    var order = order(true, relu, sigmoid);

    assertThat(order.verdict()).isEqualTo(Verdict.NOT_RESOLVED);
    assertThat(order.evidence())
        .contains("variant 0 2998 (published 2095) before variant 1 5976", "6 of 10 pairs")
        .contains("sign test p = 0.754");
    assertThat(order.comparisons()).hasSize(1);
    assertThat(order.comparisons().get(0).n()).containsExactly(10);
    assertThat(order.comparisons().get(0).p()).isEqualTo(0.75390625);
  }

  @Test
  void anOrderHoldsIfEachPairIsSignificantAndIsContradictedIfOneIsSignificantlyReversed() {
    var fast = variant(0, 100, IntStream.range(0, 10).map(i -> 50 + i).toArray());
    var middle = variant(1, 200, IntStream.range(0, 10).map(i -> 150 + i).toArray());
    var slow = variant(2, 300, IntStream.range(0, 10).map(i -> 250 + i).toArray());

    assertThat(order(true, fast, middle, slow).verdict()).isEqualTo(Verdict.HOLDS);
    assertThat(order(false, fast, middle, slow).verdict())
        .as("while trials are still to come")
        .isEqualTo(Verdict.NOT_RESOLVED);
    var reversed = variant(2, 300, IntStream.range(0, 10).map(i -> 20 + i).toArray());
    assertThat(order(true, fast, middle, reversed).verdict()).isEqualTo(Verdict.CONTRADICTED);
  }

  @Test
  void theVerdictOfAnyTrialsIsThatOfItsAdjustedTests() {
    var random = new Random(5);
    for (int round = 0; round < 500; round++) {
      int seeds = 1 + random.nextInt(14);
      double spread = Math.exp(4 * random.nextDouble() - 2);
      var variants = new VariantResult[2 + random.nextInt(4)];
      for (int v = 0; v < variants.length; v++) {
        int place = v;
        variants[v] =
            variant(
                v,
                100 * (v + 1),
                IntStream.range(0, seeds)
                    .map(s -> (int) (500 * (place + 1) * Math.exp(spread * random.nextGaussian())))
                    .map(i -> Math.max(1, i))
                    .toArray());
      }
      var order = order(true, variants);

      var tests = order.comparisons();
      boolean all = tests.stream().allMatch(c -> c.asClaimed() && c.adjusted() <= 0.05);
      boolean reversed = tests.stream().anyMatch(c -> !c.asClaimed() && c.adjusted() <= 0.05);
      assertThat(order.verdict())
          .isEqualTo(reversed ? Verdict.CONTRADICTED : all ? Verdict.HOLDS : Verdict.NOT_RESOLVED);
      assertThat(seeds >= 6 || order.verdict() == Verdict.NOT_RESOLVED)
          .as("%d seeds decide nothing", seeds)
          .isTrue();
      for (var test : tests) {
        assertThat(test.adjusted()).isGreaterThanOrEqualTo(test.p());
        assertThat(test.needs()).isEqualTo(seeds < 6 ? 6 : null);
      }
    }
  }

  @Test
  void aPublishedRunBelowAllTrialsIsSaidToBeThere() {
    var slow = variant(0, 9623, IntStream.range(0, 10).map(i -> 13_000 + i).toArray());
    var among = among(true, slow, variant(1, 55, IntStream.range(50, 60).toArray()));

    assertThat(among.verdict()).isEqualTo(Verdict.NOT_RESOLVED);
    assertThat(among.evidence())
        .isEqualTo(
            "variant 0 9623 lies below all 10 trials, at percentile 0 · variant 1 55 at percentile"
                + " 60");
    var zero = among.comparisons().get(0);
    assertThat(zero.estimate()).isZero();
    assertThat(zero.p()).isEqualTo(2 / 11.0); // one more trial is as likely at any of 11 places
    assertThat(zero.high()).isBetween(0.308, 0.309); // Clopper & Pearson 1934, 0 of 10
  }

  @Test
  void oneOfFortyPlacesIsTooFarOut() {
    var trials = IntStream.range(0, 39).map(i -> 1000 + i).toArray();
    assertThat(among(true, variant(0, 900, trials)).verdict()).isEqualTo(Verdict.CONTRADICTED);
    assertThat(among(true, variant(0, 1100, trials)).verdict()).isEqualTo(Verdict.CONTRADICTED);
    assertThat(among(true, variant(0, 900, Arrays.copyOf(trials, 38))).verdict())
        .isEqualTo(Verdict.NOT_RESOLVED);
    assertThat(among(true, variant(0, 1000, trials)).verdict()).isEqualTo(Verdict.HOLDS);
  }

  @Test
  void aRunBeyondTheBudgetOfTrialsHasNoPlace() {
    var open = among(true, variant(0, BUDGET + 500, 100, BUDGET + 1, 200));
    assertThat(open.evidence()).contains("beyond the budget of trials");
    assertThat(open.verdict()).isEqualTo(Verdict.NOT_RESOLVED);
    assertThat(open.comparisons().get(0).p()).isEqualTo(1);

    var above = among(true, variant(0, BUDGET + 500, 100, 150, 200));
    assertThat(above.evidence()).contains("lies above all 3 trials, at percentile 100");
  }

  private static Claim order(boolean complete, VariantResult... variants) {
    return PublishedRuns.claims(List.of(variants), complete).get(0);
  }

  private static Claim among(boolean complete, VariantResult... variants) {
    var claims = PublishedRuns.claims(List.of(variants), complete);
    return claims.get(claims.size() - 1);
  }

  /** A variant whose trials need so many iterations; beyond the budget they do not get there. */
  private static VariantResult variant(int ordinal, int published, int... iterations) {
    var trials = new ArrayList<TrialResult>();
    var endings = new ArrayList<Ending>();
    for (int seed = 0; seed < iterations.length; seed++) {
      boolean reached = iterations[seed] <= BUDGET;
      var end = reached ? End.CONVERGED : End.EXHAUSTED;
      int length = Math.min(iterations[seed], BUDGET);
      endings.add(new Ending(end, length));
      trials.add(
          new TrialResult(
              "t",
              seed,
              end,
              reached ? length : null,
              length,
              Map.of(),
              null,
              null,
              List.of(),
              null,
              null,
              "c",
              null,
              null,
              null,
              null));
    }
    var observations =
        endings.stream().flatMap(e -> VariantSummaries.observation(e, BUDGET).stream()).toList();
    return new VariantResult(
        ordinal,
        "variant " + ordinal,
        Map.of(),
        BUDGET,
        published,
        null,
        new Summary(iterations.length, Map.of(), Quantiles.of(observations)),
        trials,
        List.of("accuracy 1"));
  }
}
