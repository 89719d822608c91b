package org.descent.learning.instrument;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** Arithmetic of vectors in double. */
final class Vectors {
  private Vectors() {}

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  /** {@code a} += {@code factor} · {@code b}. */
  static void add(double[] a, double factor, double[] b) {
    for (int i = 0; i < a.length; i++) {
      a[i] += factor * b[i];
    }
  }

  static void scale(double[] a, double factor) {
    for (int i = 0; i < a.length; i++) {
      a[i] *= factor;
    }
  }

  /** Of a random direction, all alike, and length 1. */
  static double[] direction(int length, UniformRandomProvider random) {
    var normal = ZigguratSampler.NormalizedGaussian.of(random);
    var direction = new double[length];
    for (int i = 0; i < length; i++) {
      direction[i] = normal.sample();
    }
    scale(direction, 1 / norm(direction));
    return direction;
  }
}
