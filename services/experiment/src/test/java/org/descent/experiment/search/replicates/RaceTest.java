package org.descent.experiment.search.replicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.event.End;
import org.descent.experiment.search.observation.MetricObjective;
import org.descent.experiment.search.observation.Score;
import org.descent.experiment.search.observation.Series;
import org.descent.experiment.search.observation.TrialResult;
import org.descent.experiment.search.observation.VariantState;
import org.descent.experiment.search.space.Space;
import org.descent.experiment.search.space.Uniform;
import org.junit.jupiter.api.Test;

class RaceTest {
  private static final Space SPACE = Space.of(Map.of("x", new Uniform(0, 1)));
  private static final Race RACE =
      new Race(new Replicates(2, 7, 0.05, 0), MetricObjective.minimise("loss"));

  @Test
  void studentsSleepDataGiveThePublishedTest() {
    // Student 1908: t = 4.0621 on 9 degrees of freedom, p = 0.00283
    double[] differences = {1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4};
    assertThat(PairedTest.student(differences)).isCloseTo(0.00283, within(1e-5));
  }

  @Test
  void identicalTwinsAreNeverToldApartAndConstantDifferencesAtOnce() {
    assertThat(PairedTest.student(new double[] {0, 0, 0})).isEqualTo(1);
    assertThat(PairedTest.student(new double[] {1, 1, 1})).isZero();
    assertThat(PairedTest.student(new double[] {1})).isEqualTo(1);
  }

  @Test
  void boundsAreComparedBySignAndOnlyWhereTheyDecide() {
    var known = List.of(Score.of(10), Score.of(20), Score.of(30), Score.of(40), Score.of(50));
    var worse = known.stream().map(s -> Score.atLeast(100)).toList();
    assertThat(PairedTest.pValue(known, worse, false)).isCloseTo(2 / 32.0, within(1e-12));
    var early = known.stream().map(s -> Score.atLeast(5)).toList(); // may be better, may be not
    assertThat(PairedTest.pValue(known, early, false)).isEqualTo(1);
    var diverged = known.stream().map(s -> Score.WORST).toList();
    assertThat(PairedTest.pValue(known, diverged, false)).isCloseTo(2 / 32.0, within(1e-12));
  }

  @Test
  void iterationsAreComparedByTheirRatios() {
    var one = List.of(Score.of(100), Score.of(1000), Score.of(10_000));
    var twice = List.of(Score.of(200), Score.of(2000), Score.of(20_000));
    assertThat(PairedTest.pValue(one, twice, true)).isLessThan(1e-6);
    assertThat(PairedTest.pValue(one, twice, false)).isGreaterThan(0.1);
  }

  @Test
  void whoIsClearlyWorseDropsOutAndWhoIsNotStays() {
    var leader = variant(0, 1.00, 1.10, 1.20, 1.05);
    var close = variant(1, 1.05, 1.05, 1.25, 1.02);
    var far = variant(2, 2.00, 2.11, 2.19, 2.06);
    assertThat(RACE.leading(List.of(far, close, leader), 4))
        .extracting(VariantState::variant)
        .containsExactly(0, 1);
  }

  @Test
  void rivalsShareTheLevelAsHolmSays() {
    // four looks of 0.05 / 5 = 0.01 each; one rival with p = 0.008 drops out, of two such none does
    var leader = variant(0, 0, 0, 0, 0);
    var differences = new double[] {1, 1.6, 0.8, 1.1};
    double p = PairedTest.student(differences);
    assertThat(p).isBetween(0.005, 0.01);
    assertThat(RACE.leading(List.of(leader, variant(1, differences)), 4)).hasSize(1);
    assertThat(RACE.leading(List.of(leader, variant(1, differences), variant(2, differences)), 4))
        .hasSize(3);
  }

  @Test
  void eightStartAndOnlyThoseWithAllSeeds() {
    var many = new ArrayList<VariantState>();
    for (int i = 0; i < 12; i++) {
      many.add(variant(i, 12 - i, 11.5 - i));
    }
    many.add(variant(12, -5));
    assertThat(RACE.leading(many, 2))
        .extracting(VariantState::variant)
        .startsWith(11)
        .doesNotContain(12, 0, 1, 2, 3)
        .hasSizeLessThanOrEqualTo(8);
  }

  @Test
  void equalVariantsLoseTheBestAsRarelyAsTheLevelSays() {
    var random = new java.util.Random(12);
    int lost = 0;
    for (int run = 0; run < 400; run++) {
      // the true best is better by a hair; the race must not drop it in more than 5 % of its runs
      var scores = new double[4][7];
      for (int v = 0; v < 4; v++) {
        int variant = v;
        Arrays.setAll(scores[v], s -> (variant == 0 ? -1e-9 : 0) + random.nextGaussian());
      }
      List<Integer> left = List.of(0, 1, 2, 3);
      for (int seeds = 2; seeds < 7 && left.size() > 1; seeds++) {
        int known = seeds;
        var racing = left.stream().map(v -> variant(v, Arrays.copyOf(scores[v], known))).toList();
        left = RACE.leading(racing, seeds).stream().map(VariantState::variant).toList();
      }
      lost += left.contains(0) ? 0 : 1;
    }
    assertThat(lost).isLessThan(400 / 20 + 10);
  }

  @Test
  void theHeadlineIsTheMeanOverFreshSeedsWithItsInterval() {
    var headline = Headline.of(3, Score.of(0.5), List.of(Score.of(1), Score.of(2), Score.of(3)));
    assertThat(headline.fresh()).isEqualTo(Score.of(2));
    assertThat(headline.optimism()).isEqualTo(1.5);
    // t(0.975, 2) = 4.3027, standard error 1/√3
    assertThat(headline.interval().orElseThrow().low())
        .isCloseTo(2 - 4.30265 / Math.sqrt(3), within(1e-4));
    assertThat(Headline.of(3, Score.of(1), List.of(Score.of(2), Score.atLeast(9))).interval())
        .isEmpty();
  }

  @Test
  void replicatesThatCannotBeAreRefused() {
    refused(() -> new Replicates(0, 1, 0.05, 0), "seeds: at-least 0, expected 1 or more");
    refused(() -> new Replicates(3, 2, 0.05, 0), "seeds: at-most 2, expected at-least (3) or more");
    refused(() -> new Replicates(2, 3, 1, 0), "seeds: until 1, expected a level between 0 and 1");
    refused(() -> new Replicates(2, 3, 0.1, -1), "seeds: fresh -1, expected 0 or more");
  }

  private static void refused(Runnable making, String message) {
    assertThatThrownBy(making::run).isInstanceOf(InvalidSpec.class).hasMessage(message);
  }

  private static VariantState variant(int number, double... losses) {
    var results = new ArrayList<TrialResult>();
    for (int seed = 0; seed < losses.length; seed++) {
      results.add(
          new TrialResult(seed, End.EXHAUSTED, 10, Map.of("loss", Series.of(10, losses[seed]))));
    }
    return new VariantState(number, SPACE.point(new double[] {0.5}), 10, false, results);
  }
}
