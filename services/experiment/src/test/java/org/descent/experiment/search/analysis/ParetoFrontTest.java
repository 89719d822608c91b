package org.descent.experiment.search.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParetoFrontTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  @Test
  void onTheFrontIsWhatNoOtherIsBetterThanInBoth() {
    assertThat(
            ParetoFront.of(
                points(3, 1, 1, 3, 2, 2, 2, 3, 2, 2, 4, 1, 1, INF, Double.NaN, 0, INF, INF)))
        .containsExactly(0, 1, 2, 4); // twice the same is better than neither
    assertThat(ParetoFront.of(List.of())).isEmpty();
  }

  @Test
  void ofAnyPointsItIsWhatComparingEachWithEachFinds() {
    var random = new Random(1);
    for (int round = 0; round < 200; round++) {
      var points = new ArrayList<double[]>();
      for (int i = 0; i < 12; i++) {
        points.add(new double[] {random.nextInt(5), random.nextInt(5)});
      }
      var expected =
          IntStream.range(0, points.size())
              .filter(
                  i ->
                      points.stream()
                          .noneMatch(
                              o ->
                                  o[0] <= points.get(i)[0]
                                      && o[1] <= points.get(i)[1]
                                      && (o[0] < points.get(i)[0] || o[1] < points.get(i)[1])))
              .boxed()
              .toList();
      assertThat(ParetoFront.of(points)).isEqualTo(expected);
    }
  }

  @Test
  void theHypervolumeIsTheAreaThatIsDominated() {
    // up to (4, 4): a column of 1 × 1, one of 1 × 2 and one of 1 × 3
    double[] reference = {4, 4};
    assertThat(ParetoFront.hypervolume(points(1, 3, 2, 2, 3, 1), reference))
        .isCloseTo(1 + 2 + 3, within(1e-12));
    // what is dominated, and what lies beyond, adds nothing
    assertThat(ParetoFront.hypervolume(points(3, 1, 2, 2, 1, 3, 3, 3, 5, 0, 2, 2), reference))
        .isCloseTo(6, within(1e-12));
    assertThat(ParetoFront.hypervolume(points(4, 1), reference)).isZero();
  }

  private static List<double[]> points(double... numbers) {
    return IntStream.range(0, numbers.length / 2)
        .mapToObj(i -> new double[] {numbers[2 * i], numbers[2 * i + 1]})
        .toList();
  }
}
