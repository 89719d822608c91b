package org.descent.learning.instrument;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Eigenvalues of a symmetric tridiagonal matrix, by implicit steps of QR with Wilkinson's shift
 * (Golub &amp; Van Loan 2013, 8.3).
 */
final class Tridiagonal {
  /** Of each eigenvalue; two or three are usual. */
  private static final int MOST_STEPS = 60;

  private final double[] diagonal;
  private final double[] beside;

  /** Of each eigenvector, the last element. */
  private final double[] last;

  /**
   * @param value an eigenvalue
   * @param last element of its eigenvector of length 1, but for the sign
   */
  record Pair(double value, double last) {}

  private Tridiagonal(double[] diagonal, double[] beside) {
    this.diagonal = diagonal;
    this.beside = beside;
    this.last = new double[diagonal.length];
    last[last.length - 1] = 1;
  }

  /**
   * From the largest down.
   *
   * @param diagonal [size or more]
   * @param beside it: [size - 1 or more]
   */
  static List<Pair> of(double[] diagonal, double[] beside, int size) {
    var own = new double[size];
    System.arraycopy(diagonal, 0, own, 0, size);
    var off = new double[size];
    System.arraycopy(beside, 0, off, 0, size - 1);
    var matrix = new Tridiagonal(own, off);
    matrix.diagonalise();
    return IntStream.range(0, size)
        .mapToObj(i -> new Pair(matrix.diagonal[i], matrix.last[i]))
        .sorted(Comparator.comparingDouble(Pair::value).reversed())
        .toList();
  }

  private void diagonalise() {
    int high = diagonal.length - 1;
    for (int steps = 0; high > 0 && steps < MOST_STEPS * diagonal.length; steps++) {
      while (high > 0 && negligible(high - 1)) {
        high--;
      }
      int low = high;
      while (low > 0 && !negligible(low - 1)) {
        low--;
      }
      if (low < high) {
        step(low, high);
      }
    }
  }

  private boolean negligible(int i) {
    double size = Math.abs(diagonal[i]) + Math.abs(diagonal[i + 1]);
    return Math.abs(beside[i]) <= Math.ulp(size);
  }

  /** A step on the part from {@code low} to {@code high}: a bulge is chased down the diagonal. */
  private void step(int low, int high) {
    double half = (diagonal[high - 1] - diagonal[high]) / 2;
    double corner = beside[high - 1];
    double shift =
        diagonal[high] - corner * corner / (half + Math.copySign(Math.hypot(half, corner), half));
    double x = diagonal[low] - shift;
    double bulge = beside[low];
    for (int k = low; k < high; k++) {
      double r = Math.hypot(x, bulge);
      double c = r == 0 ? 1 : x / r;
      double s = r == 0 ? 0 : bulge / r;
      if (k > low) {
        beside[k - 1] = r;
      }
      double a = diagonal[k];
      double b = beside[k];
      double d = diagonal[k + 1];
      diagonal[k] = c * c * a + 2 * c * s * b + s * s * d;
      diagonal[k + 1] = s * s * a - 2 * c * s * b + c * c * d;
      beside[k] = c * s * (d - a) + (c * c - s * s) * b;
      double z = last[k];
      last[k] = c * z + s * last[k + 1];
      last[k + 1] = c * last[k + 1] - s * z;
      if (k + 1 < high) {
        x = beside[k];
        bulge = s * beside[k + 1];
        beside[k + 1] *= c;
      }
    }
  }
}
