package org.descent.learning.instrument;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/**
 * Eigenvalues of a symmetric matrix that is known by its products with vectors: Lanczos 1950, with
 * every vector of the basis made orthogonal to all before it, twice.
 */
final class Lanczos {
  /** The most products, and the most numbers of a basis. */
  private static final int MOST_STEPS = 300;

  private static final int MOST_NUMBERS = 1 << 26;

  /** Few steps may take the second eigenvalue for the first. */
  private static final int LEAST_STEPS = 8;

  /** What is left of a vector of length 1, once it is orthogonal to the basis, and is nothing. */
  private static final double NOTHING = 1e-6;

  private final UnaryOperator<double[]> matrix;
  private final UniformRandomProvider random;
  private final List<float[]> basis = new ArrayList<>();
  private final double[] diagonal;
  private final double[] beside;

  /** What is multiplied next, of length 1. */
  private double[] now;

  /** About as large as the matrix's largest eigenvalue. */
  private double size;

  /**
   * @param matrix the product of the matrix with a vector
   * @param start not zero
   * @param random for what goes on where a vector's images are exhausted
   */
  Lanczos(UnaryOperator<double[]> matrix, double[] start, UniformRandomProvider random) {
    this.matrix = matrix;
    this.random = random;
    this.now = scaled(start.clone(), 1 / Vectors.norm(start));
    int most = Math.min(Math.min(MOST_STEPS, start.length), MOST_NUMBERS / start.length);
    this.diagonal = new double[most];
    this.beside = new double[most];
  }

  /**
   * Of the Hessian of a loss. It starts from the gradient, which lies mostly along the sharpest
   * directions (Gur-Ari, Roberts &amp; Dyer 2018), and a random vector, which has a part in all of
   * them.
   *
   * @param product of the Hessian with a vector
   * @param gradient there
   */
  static Lanczos ofHessian(
      UnaryOperator<double[]> product, double[] gradient, UniformRandomProvider random) {
    var start = Vectors.direction(gradient.length, random);
    double length = Vectors.norm(gradient);
    if (length > 0 && Double.isFinite(length)) {
      Vectors.add(start, 1 / length, gradient);
    }
    return new Lanczos(product, start, random);
  }

  /**
   * The largest eigenvalues, from the largest down; NaN for those that are not known with some
   * certainty after the most steps, or that there are not.
   *
   * @param tolerance of the error, as a share of the size of the largest
   */
  double[] largest(int count, double tolerance) {
    int agreed = 0;
    var found = new double[0];
    while (basis.size() < diagonal.length) {
      if (!advance()) {
        return known(new double[0], count);
      }
      int steps = basis.size();
      found = certain(steps, count, tolerance);
      boolean all = steps >= Math.min(LEAST_STEPS, diagonal.length) && found.length == count;
      agreed = all ? agreed + 1 : 0;
      if (agreed > 1) {
        return found;
      }
    }
    return known(found, count);
  }

  /**
   * An eigenvalue of the basis' own matrix.
   *
   * @param weight the square of its eigenvector's part along the start: of all together 1
   */
  record Weighted(double value, double weight) {}

  /**
   * How the start sees the matrix's eigenvalues, after so many products, of fewer where there are
   * no more; nothing if products are no numbers.
   */
  List<Weighted> spectrum(int steps) {
    while (basis.size() < Math.min(steps, diagonal.length)) {
      if (!advance()) {
        return List.of();
      }
    }
    return ritz(basis.size()).stream()
        .map(ritz -> new Weighted(ritz.value(), ritz.vector()[0] * ritz.vector()[0]))
        .toList();
  }

  /** A product more; false if it is no number. */
  private boolean advance() {
    int step = basis.size();
    basis.add(Vectors.floats(now));
    var next = matrix.apply(now);
    diagonal[step] = Vectors.dot(now, next);
    if (!Double.isFinite(diagonal[step])) {
      return false;
    }
    orthogonalise(next);
    orthogonalise(next);
    double rest = Vectors.norm(next);
    size = Math.max(size, Math.abs(diagonal[step]) + rest);
    boolean exhausted = rest <= NOTHING * size;
    beside[step] = exhausted ? 0 : rest;
    now = exhausted ? another() : scaled(next, 1 / rest);
    return true;
  }

  /**
   * The eigenvectors of the largest eigenvalues that were looked for, of length 1, in their order;
   * fewer if there are not as many, none if products are no numbers.
   */
  List<double[]> vectors(int count) {
    var vectors = new ArrayList<double[]>();
    int steps = basis.size();
    if (steps == 0 || !Double.isFinite(diagonal[steps - 1])) {
      return vectors;
    }
    for (var ritz : ritz(steps).subList(0, Math.min(count, steps))) {
      var vector = new double[now.length];
      for (int step = 0; step < steps; step++) {
        for (int i = 0; i < vector.length; i++) {
          vector[i] += ritz.vector()[step] * basis.get(step)[i];
        }
      }
      vectors.add(scaled(vector, 1 / Vectors.norm(vector)));
    }
    return vectors;
  }

  private static double[] known(double[] found, int count) {
    var known = Arrays.copyOf(found, count);
    Arrays.fill(known, found.length, count, Double.NaN);
    return known;
  }

  private static double[] scaled(double[] vector, double factor) {
    Vectors.scale(vector, factor);
    return vector;
  }

  /** Of length 1 and orthogonal to the basis. */
  private double[] another() {
    var direction = Vectors.direction(now.length, random);
    orthogonalise(direction);
    orthogonalise(direction);
    double rest = Vectors.norm(direction);
    return scaled(direction, rest > 0 ? 1 / rest : 0);
  }

  private void orthogonalise(double[] vector) {
    for (var each : basis) {
      double share = 0;
      for (int i = 0; i < vector.length; i++) {
        share += vector[i] * each[i];
      }
      for (int i = 0; i < vector.length; i++) {
        vector[i] -= share * each[i];
      }
    }
  }

  /**
   * Those of the largest Ritz values after {@code steps} steps that are eigenvalues within the
   * tolerance, up to the first that is not. Off by at most their residual r, and by about r² / gap
   * to the nearest other one (Parlett 1980, 4.5 and 11.7).
   */
  private double[] certain(int steps, int count, double tolerance) {
    var ritz = ritz(steps);
    double allowed = tolerance * Math.abs(ritz.get(0).value());
    var certain = new ArrayList<Double>();
    for (int i = 0; i < Math.min(count, steps); i++) {
      double residual = Math.abs(beside[steps - 1] * ritz.get(i).last());
      double gap = gap(ritz, i);
      double error = residual < gap ? residual * residual / gap : residual;
      if (!(error <= allowed)) {
        break;
      }
      certain.add(ritz.get(i).value());
    }
    return certain.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * An eigenvalue of the basis' own, tridiagonal matrix.
   *
   * @param vector its eigenvector, of length 1
   */
  private record Ritz(double value, double[] vector) {
    /** What says how far off it is. */
    double last() {
      return vector[vector.length - 1];
    }
  }

  /** From the largest down. */
  private List<Ritz> ritz(int steps) {
    if (steps == 1) {
      return List.of(new Ritz(diagonal[0], new double[] {1}));
    }
    var pairs =
        new EigenDecompositionSymmetric(
            Arrays.copyOf(diagonal, steps), Arrays.copyOf(beside, steps - 1));
    return IntStream.range(0, steps)
        .mapToObj(i -> new Ritz(pairs.getEigenvalue(i), pairs.getEigenvector(i).toArray()))
        .sorted(Comparator.comparingDouble(Ritz::value).reversed())
        .toList();
  }

  private static double gap(List<Ritz> ritz, int i) {
    double above = i == 0 ? Double.POSITIVE_INFINITY : ritz.get(i - 1).value();
    double below = i + 1 == ritz.size() ? Double.NEGATIVE_INFINITY : ritz.get(i + 1).value();
    double value = ritz.get(i).value();
    return Math.min(above - value, value - below);
  }
}
