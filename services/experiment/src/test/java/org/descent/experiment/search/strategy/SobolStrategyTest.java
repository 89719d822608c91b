package org.descent.experiment.search.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SobolStrategyTest {
  private static final SobolStrategy PLAIN = new SobolStrategy(false);
  private static final double[] THOUSANDTH = {
    0.2197265625, 0.0966796875, 0.5185546875, 0.6767578125, 0.2802734375, 0.9072265625,
    0.0458984375, 0.8994140625, 0.5009765625, 0.0693359375, 0.0849609375, 0.2548828125,
    0.1611328125, 0.3837890625, 0.1435546875, 0.3701171875, 0.7197265625, 0.3447265625,
    0.9912109375, 0.7255859375, 0.5224609375
  };
  private static final SobolStrategy SCRAMBLED = new SobolStrategy(true);

  @Test
  void unscrambledPointsAreSciPys() {
    // scipy 1.17.1: qmc.Sobol(5, scramble=False).random(8)
    double[][] first = {
      {0, 0, 0, 0, 0},
      {0.5, 0.5, 0.5, 0.5, 0.5},
      {0.75, 0.25, 0.25, 0.25, 0.75},
      {0.25, 0.75, 0.75, 0.75, 0.25},
      {0.375, 0.375, 0.625, 0.875, 0.375},
      {0.875, 0.875, 0.125, 0.375, 0.875},
      {0.625, 0.125, 0.875, 0.625, 0.625},
      {0.125, 0.625, 0.375, 0.125, 0.125}
    };
    for (int i = 0; i < first.length; i++) {
      assertThat(PLAIN.point(5, i, 0)).containsExactly(first[i]);
    }
    // the same with 21 dimensions, after fast_forward(1000)
    assertThat(PLAIN.point(21, 1000, 0)).containsExactly(THOUSANDTH);
  }

  @Test
  void everyBoxOfEqualSharesHasItsPointScrambledOrNot() {
    // 16 points of a (0, 4, 2)-net: one in each box of 2^-j by 2^-(4 - j)
    for (long seed = 0; seed < 5; seed++) {
      for (int j = 0; j <= 4; j++) {
        var boxes = new int[16];
        for (int i = 0; i < 16; i++) {
          var point = SCRAMBLED.point(2, i, seed);
          boxes[((int) (point[0] * (1 << j)) << (4 - j)) + (int) (point[1] * (16 >> j))]++;
        }
        assertThat(boxes).containsOnly(1);
      }
    }
  }

  @Test
  void scramblingMovesPointsWithTheSeedAndAwayFromEdges() {
    assertThat(SCRAMBLED.point(3, 0, 1)).isNotEqualTo(SCRAMBLED.point(3, 0, 2));
    assertThat(SCRAMBLED.point(3, 0, 1)).doesNotContain(0.0, 1.0);
    // over seeds, the first point is uniform: its mean is ½, its variance 1/12
    var firsts =
        IntStream.range(0, 4000).mapToDouble(seed -> SCRAMBLED.point(1, 0, seed)[0]).toArray();
    double mean = IntStream.range(0, 4000).mapToDouble(i -> firsts[i]).average().orElseThrow();
    double square =
        IntStream.range(0, 4000).mapToDouble(i -> firsts[i] * firsts[i]).average().orElseThrow();
    assertThat(mean).isCloseTo(0.5, within(0.02));
    assertThat(square - mean * mean).isCloseTo(1 / 12.0, within(0.005));
  }
}
