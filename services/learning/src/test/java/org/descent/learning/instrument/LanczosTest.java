package org.descent.learning.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;
import org.descent.learning.RandomStreams;
import org.junit.jupiter.api.Test;

class LanczosTest {
  private static UniformRandomProvider random() {
    return RandomStreams.of(1, 2);
  }

  private static double[] largest(double[][] matrix, int count, double tolerance) {
    var start = Vectors.direction(matrix.length, random());
    return new Lanczos(times(matrix), start, random()).largest(count, tolerance);
  }

  private static UnaryOperator<double[]> times(double[][] matrix) {
    return v -> Arrays.stream(matrix).mapToDouble(row -> Vectors.dot(row, v)).toArray();
  }

  /** Symmetric, of random numbers. */
  private static double[][] symmetric(int size) {
    var random = random();
    var matrix = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        matrix[i][j] = random.nextDouble() - 0.5;
        matrix[j][i] = matrix[i][j];
      }
    }
    return matrix;
  }

  @Test
  void theLargestEigenvaluesOfAMatrix() {
    for (int size : new int[] {1, 2, 5, 60}) {
      var matrix = symmetric(size);
      var expected = Eigenvalues.of(matrix);
      int count = Math.min(size, 4);
      assertThat(largest(matrix, count, 1e-6))
          .containsExactly(Arrays.copyOf(expected, count), within(1e-5));
    }
  }

  @Test
  void anEigenvalueThatOccursTwiceIsFoundTwice() {
    var matrix = new double[12][12];
    for (int i = 0; i < 12; i++) {
      matrix[i][i] = i < 2 ? 3 : i < 4 ? 2 : -5;
    }
    assertThat(largest(matrix, 4, 1e-6)).containsExactly(new double[] {3, 3, 2, 2}, within(1e-5));
  }

  @Test
  void vectorsBelongToTheirValues() {
    var matrix = symmetric(20);
    var start = Vectors.direction(20, random());
    var lanczos = new Lanczos(times(matrix), start, random());
    var values = lanczos.largest(3, 1e-6);
    var vectors = lanczos.vectors(3);
    for (int i = 0; i < 3; i++) {
      var image = times(matrix).apply(vectors.get(i));
      Vectors.add(image, -values[i], vectors.get(i));
      assertThat(Vectors.norm(image)).isLessThan(1e-3);
      assertThat(Vectors.norm(vectors.get(i))).isCloseTo(1, within(1e-9));
    }
    var wild = new Lanczos(v -> new double[] {Double.NaN, 0}, new double[] {1, 0}, random());
    wild.largest(1, 1e-3);
    assertThat(wild.vectors(1)).isEmpty();
    assertThat(wild.spectrum(2)).isEmpty();
  }

  /** The weights of values make up what the start sees of the matrix: vᵀv and vᵀAv. */
  @Test
  void theSpectrumHasTheStartsMoments() {
    var matrix = symmetric(40);
    var start = Vectors.direction(40, random());
    double expected = Vectors.dot(start, times(matrix).apply(start));
    for (int steps : new int[] {5, 40}) {
      var spectrum = new Lanczos(times(matrix), start, random()).spectrum(steps);
      assertThat(spectrum).hasSize(steps);
      assertThat(spectrum.stream().mapToDouble(Lanczos.Weighted::weight).sum())
          .isCloseTo(1, within(1e-9));
      assertThat(spectrum.stream().mapToDouble(each -> each.value() * each.weight()).sum())
          .isCloseTo(expected, within(1e-6));
    }
  }

  @Test
  void ofNothingTheyAreZeroAndWhatThereIsNotIsNaN() {
    assertThat(largest(new double[9][9], 2, 1e-3)).containsExactly(0, 0);
    assertThat(largest(new double[][] {{2, 0}, {0, 1}}, 3, 1e-3))
        .containsExactly(new double[] {2, 1, Double.NaN}, within(1e-6));
    var wild = new double[][] {{Double.NaN, 0}, {0, 1}};
    assertThat(largest(wild, 2, 1e-3)).containsOnly(Double.NaN);
  }
}
