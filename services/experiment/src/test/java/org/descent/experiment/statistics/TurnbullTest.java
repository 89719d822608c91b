package org.descent.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.descent.experiment.statistics.Turnbull.Mass;
import org.descent.experiment.statistics.Turnbull.Seen;
import org.junit.jupiter.api.Test;

class TurnbullTest {
  private static final int NEVER = 100;

  /**
   * Months to breast retraction after radiotherapy, Finkelstein &amp; Wolfe 1985: (after, up to].
   */
  private static final int[][] RADIOTHERAPY = {
    {45, NEVER}, {6, 10}, {0, 7}, {46, NEVER}, {46, NEVER}, {7, 16}, {17, NEVER}, {7, 14},
    {37, 44}, {0, 8}, {4, 11}, {15, NEVER}, {11, 15}, {22, NEVER}, {46, NEVER}, {46, NEVER},
    {25, 37}, {46, NEVER}, {26, 40}, {46, NEVER}, {27, 34}, {36, 44}, {46, NEVER}, {36, 48},
    {37, NEVER}, {40, NEVER}, {17, 25}, {46, NEVER}, {11, 18}, {38, NEVER}, {5, 12}, {37, NEVER},
    {0, 5}, {18, NEVER}, {24, NEVER}, {36, NEVER}, {5, 11}, {19, 35}, {17, 25}, {24, NEVER},
    {32, NEVER}, {33, NEVER}, {19, 26}, {37, NEVER}, {34, NEVER}, {36, NEVER}
  };

  private static Seen seen(int after, int upTo) {
    return new Seen(after, upTo == NEVER ? Double.POSITIVE_INFINITY : upTo);
  }

  @Test
  void breastRetractionGivesThePublishedMasses() {
    var estimate = Turnbull.of(Arrays.stream(RADIOTHERAPY).map(i -> seen(i[0], i[1])).toList());

    // Fay & Shaw 2010, section 4.1: icfit of the interval package
    double[][] published = {
      {4, 5, 0.0463}, {6, 7, 0.0334}, {7, 8, 0.0887}, {11, 12, 0.0708},
      {24, 25, 0.0926}, {33, 34, 0.0818}, {38, 40, 0.1209}, {46, 48, 0.4656}
    };
    var masses = estimate.masses().stream().filter(m -> m.probability() > 1e-4).toList();
    assertThat(masses).hasSize(published.length);
    for (int i = 0; i < published.length; i++) {
      assertThat(masses.get(i).after()).isEqualTo(published[i][0]);
      assertThat(masses.get(i).upTo()).isEqualTo(published[i][1]);
      assertThat(masses.get(i).probability()).isCloseTo(published[i][2], within(5e-5));
    }
    // 0.5345 up to month 40
    assertThat(estimate.median()).isEqualTo(new Interval(38, 40));
  }

  @Test
  void whereIterationsAreKnownItIsTheEstimateOfKaplanAndMeier() {
    var random = new Random(6);
    for (int round = 0; round < 20; round++) {
      var observations = new ArrayList<Observation>();
      var seen = new ArrayList<Seen>();
      for (int i = 0; i < 12; i++) {
        int iterations = 1 + random.nextInt(30);
        boolean reached = random.nextInt(3) > 0;
        observations.add(new Observation(iterations, reached));
        seen.add(reached ? Seen.at(iterations) : new Seen(iterations, Double.POSITIVE_INFINITY));
      }
      var steps = KaplanMeier.of(observations);
      double survival = 1;
      for (var mass : Turnbull.of(seen).masses()) {
        if (Double.isFinite(mass.upTo())) {
          survival -= mass.probability();
          assertThat(survival).isCloseTo(steps.survival((int) mass.upTo()), within(1e-6));
        }
      }
    }
  }

  @Test
  void everyMassIsWhereSomethingWasSeen() {
    var estimate = Turnbull.of(List.of(new Seen(0, 10), new Seen(5, 20), new Seen(8, 9)));
    assertThat(estimate.masses()).extracting(Mass::after).containsExactly(8.0);
    assertThat(estimate.median()).isEqualTo(new Interval(8, 9));

    var never = Turnbull.of(List.of(new Seen(50, Double.POSITIVE_INFINITY)));
    assertThat(never.median().high()).isInfinite();
  }
}
