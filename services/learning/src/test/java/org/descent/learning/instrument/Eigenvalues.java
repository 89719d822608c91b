package org.descent.learning.instrument;

import java.util.Arrays;
import java.util.stream.IntStream;

/** All eigenvalues of a symmetric matrix by Jacobi's rotations: another way than that in use. */
final class Eigenvalues {
  private static final int SWEEPS = 30;

  private Eigenvalues() {}

  /** From the largest down. */
  static double[] of(double[][] symmetric) {
    var a = Arrays.stream(symmetric).map(double[]::clone).toArray(double[][]::new);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int p = 0; p < a.length; p++) {
        for (int q = p + 1; q < a.length; q++) {
          rotate(a, p, q);
        }
      }
    }
    return IntStream.range(0, a.length)
        .mapToDouble(i -> -a[i][i])
        .sorted()
        .map(each -> -each)
        .toArray();
  }

  /** Makes a[p][q] zero. */
  private static void rotate(double[][] a, int p, int q) {
    if (a[p][q] == 0) {
      return;
    }
    double angle = 0.5 * Math.atan2(2 * a[p][q], a[q][q] - a[p][p]);
    double c = Math.cos(angle);
    double s = Math.sin(angle);
    for (int k = 0; k < a.length; k++) {
      double left = a[k][p];
      double right = a[k][q];
      a[k][p] = c * left - s * right;
      a[k][q] = s * left + c * right;
    }
    for (int k = 0; k < a.length; k++) {
      double upper = a[p][k];
      double lower = a[q][k];
      a[p][k] = c * upper - s * lower;
      a[q][k] = s * upper + c * lower;
    }
  }
}
