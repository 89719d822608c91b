package org.descent.benchmarks;

/**
 * The part-2 network (16 → 4 ReLU → 1 sigmoid, cross-entropy, SGD, full batch) as a float loop in
 * Java: what a careful programmer writes without a library. Every iteration yields loss and
 * accuracy before its update.
 */
final class PlainJava {
  private static final int IN = 16;
  private static final int HIDDEN = 4;

  private final DenseWork work;
  private final boolean vectorisable;

  /**
   * @param vectorisable true: the batch is the innermost, contiguous axis, so that the JIT can use
   *     vector instructions; false: one example after the other
   */
  PlainJava(DenseWork work, boolean vectorisable) {
    this.work = work;
    this.vectorisable = vectorisable;
  }

  /** Loss of every iteration, [steps]. */
  float[] train(int trial, int steps) {
    var weights = work.weights(trial);
    return vectorisable ? batchInnermost(weights, steps) : exampleByExample(weights, steps);
  }

  // weights: w1 [16, 4] at 0, b1 [4] at 64, w2 [4] at 68, b2 at 72
  private float[] exampleByExample(float[] weights, int steps) {
    int n = work.examples();
    var x = work.features(); // [n, 16]
    var y = work.labels();
    var losses = new float[steps];
    var gradient = new float[weights.length];
    var hidden = new float[HIDDEN];
    for (int step = 0; step < steps; step++) {
      java.util.Arrays.fill(gradient, 0);
      float loss = 0;
      int right = 0;
      for (int i = 0; i < n; i++) {
        float z = weights[72];
        for (int h = 0; h < HIDDEN; h++) {
          float a = weights[64 + h];
          for (int f = 0; f < IN; f++) {
            a += x[i * IN + f] * weights[f * HIDDEN + h];
          }
          hidden[h] = Math.max(a, 0);
          z += hidden[h] * weights[68 + h];
        }
        loss += softplus(z) - z * y[i];
        right += (z >= 0) == (y[i] >= 0.5f) ? 1 : 0;
        float dz = (sigmoid(z) - y[i]) / n;
        gradient[72] += dz;
        for (int h = 0; h < HIDDEN; h++) {
          gradient[68 + h] += dz * hidden[h];
          if (hidden[h] > 0) {
            float da = dz * weights[68 + h];
            gradient[64 + h] += da;
            for (int f = 0; f < IN; f++) {
              gradient[f * HIDDEN + h] += da * x[i * IN + f];
            }
          }
        }
      }
      losses[step] = loss / n;
      accuracy = (float) right / n;
      descend(weights, gradient);
    }
    return losses;
  }

  private float[] batchInnermost(float[] weights, int steps) {
    int n = work.examples();
    var x = work.featuresTransposed(); // [16, n]
    var y = work.labels();
    var losses = new float[steps];
    var gradient = new float[weights.length];
    var hidden = new float[HIDDEN][n];
    var z = new float[n];
    var dz = new float[n];
    var da = new float[n];
    for (int step = 0; step < steps; step++) {
      java.util.Arrays.fill(z, weights[72]);
      for (int h = 0; h < HIDDEN; h++) {
        var a = hidden[h];
        java.util.Arrays.fill(a, weights[64 + h]);
        for (int f = 0; f < IN; f++) {
          float w = weights[f * HIDDEN + h];
          var row = x[f];
          for (int i = 0; i < n; i++) {
            a[i] += row[i] * w;
          }
        }
        float w2 = weights[68 + h];
        for (int i = 0; i < n; i++) {
          a[i] = Math.max(a[i], 0);
          z[i] += a[i] * w2;
        }
      }
      float loss = 0;
      int right = 0;
      for (int i = 0; i < n; i++) {
        loss += softplus(z[i]) - z[i] * y[i];
        right += (z[i] >= 0) == (y[i] >= 0.5f) ? 1 : 0;
        dz[i] = (sigmoid(z[i]) - y[i]) / n;
      }
      losses[step] = loss / n;
      accuracy = (float) right / n;
      gradient[72] = sum(dz);
      for (int h = 0; h < HIDDEN; h++) {
        var a = hidden[h];
        float w2 = weights[68 + h];
        for (int i = 0; i < n; i++) {
          da[i] = a[i] > 0 ? dz[i] * w2 : 0;
        }
        gradient[68 + h] = dot(dz, a);
        gradient[64 + h] = sum(da);
        for (int f = 0; f < IN; f++) {
          gradient[f * HIDDEN + h] = dot(da, x[f]);
        }
      }
      descend(weights, gradient);
    }
    return losses;
  }

  /** The last accuracy; kept so that its computation is not optimised away. */
  volatile float accuracy;

  private static void descend(float[] weights, float[] gradient) {
    for (int i = 0; i < weights.length; i++) {
      weights[i] -= DenseWork.LEARNING_RATE * gradient[i];
    }
  }

  /**
   * Eight partial sums: a single one would forbid vector instructions, since float addition does
   * not commute.
   */
  private static float dot(float[] a, float[] b) {
    float s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
    for (int i = 0; i + 7 < a.length; i += 8) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
      s4 += a[i + 4] * b[i + 4];
      s5 += a[i + 5] * b[i + 5];
      s6 += a[i + 6] * b[i + 6];
      s7 += a[i + 7] * b[i + 7];
    }
    return s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7;
  }

  private static float sum(float[] a) {
    float s = 0;
    for (float v : a) {
      s += v;
    }
    return s;
  }

  private static float softplus(float z) {
    return Math.max(z, 0) + (float) Math.log1p(Math.exp(-Math.abs(z)));
  }

  private static float sigmoid(float z) {
    return 1 / (1 + (float) Math.exp(-z));
  }
}
