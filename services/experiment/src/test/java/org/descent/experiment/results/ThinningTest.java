package org.descent.experiment.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThinningTest {
  /** Curves of all kinds: smooth, rough, flat, with spikes, gaps, zeros; of any length. */
  private static float[] curve(Random random, int length) {
    var values = new float[length];
    double roughness = random.nextInt(3) == 0 ? 0 : random.nextDouble();
    double decay = random.nextDouble() * 20 / length;
    boolean steps = random.nextInt(4) == 0;
    boolean hostile = random.nextInt(3) == 0;
    for (int i = 0; i < length; i++) {
      double value = Math.exp(-decay * i) * (1 + roughness * random.nextGaussian());
      values[i] = (float) (steps ? Math.round(8 * value) / 8.0 : value);
      if (hostile && random.nextInt(40) == 0) {
        values[i] =
            new float[] {Float.NaN, Float.POSITIVE_INFINITY, 0, 1e6f, -3}[random.nextInt(5)];
      }
    }
    return values;
  }

  @ParameterizedTest
  @EnumSource
  void inEachColumnTheDrawnRangeIsTheTrueRange(Spacing spacing) {
    var random = new Random(7);
    for (int round = 0; round < 300; round++) {
      int length = 1 + random.nextInt(1 << (1 + random.nextInt(14)));
      int columns = 1 + random.nextInt(600);
      float[] values = curve(random, length);

      var drawn = Curves.drawn(values, spacing, columns);

      assertThat(drawn.size()).isLessThanOrEqualTo(6 * columns);
      double[] x = drawn.stream().mapToDouble(Curves.Point::iteration).toArray();
      double[] y = drawn.stream().mapToDouble(Curves.Point::value).toArray();
      double[] all = IntStream.rangeClosed(1, length).asDoubleStream().toArray();
      double[] truth = IntStream.range(0, length).mapToDouble(i -> values[i]).toArray();
      assertThat(ColumnRanges.of(x, y, spacing, length, columns))
          .isEqualTo(ColumnRanges.of(all, truth, spacing, length, columns));
      assertThat(ColumnRanges.of(x, logarithms(y), spacing, length, columns))
          .as("on a logarithmic scale of heights")
          .isEqualTo(ColumnRanges.of(all, logarithms(truth), spacing, length, columns));
    }
  }

  /** What is not above 0 has no place on a logarithmic scale. */
  private static double[] logarithms(double[] values) {
    return IntStream.range(0, values.length)
        .mapToDouble(i -> values[i] > 0 ? Math.log(values[i]) : Double.NaN)
        .toArray();
  }

  @ParameterizedTest
  @EnumSource
  void aCurveOfManyPointsIsDrawnThroughFewOnBothKindsOfAxis(Spacing spacing) {
    var falling = new float[30_000];
    for (int i = 0; i < falling.length; i++) {
      falling[i] = 1f / (1 + i);
    }
    assertThat(Curves.drawn(falling, spacing, 500)).hasSizeBetween(400, 1000);
    assertThat(Curves.thinned(falling, spacing, 100)).hasSizeBetween(20, 100);
  }

  @ParameterizedTest
  @EnumSource
  void noMorePointsThanAsked(Spacing spacing) {
    var random = new Random(8);
    for (int round = 0; round < 300; round++) {
      int points = 4 + random.nextInt(100);
      assertThat(Curves.thinned(curve(random, 1 + random.nextInt(3000)), spacing, points))
          .hasSizeLessThanOrEqualTo(points);
    }
  }

  @ParameterizedTest
  @EnumSource
  void gridsBeginWithTheFirstIterationAndEndWithTheLast(Spacing spacing) {
    assertThat(spacing.grid(3, 100)).containsExactly(1, 2, 3);
    assertThat(spacing.grid(0, 100)).isEmpty();
    assertThat(spacing.grid(30_000, 240))
        .hasSizeBetween(100, 240)
        .startsWith(1)
        .endsWith(30_000)
        .doesNotHaveDuplicates()
        .isSorted();
  }
}
