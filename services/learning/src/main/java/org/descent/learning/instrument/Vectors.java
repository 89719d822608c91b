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

  /** In float32, as programs take it. */
  static float[] floats(double[] a) {
    var floats = new float[a.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) a[i];
    }
    return floats;
  }

  static double[] doubles(float[] a) {
    var doubles = new double[a.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = a[i];
    }
    return doubles;
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
