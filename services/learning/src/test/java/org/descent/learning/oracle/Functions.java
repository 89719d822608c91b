package org.descent.learning.oracle;

import org.descent.contracts.spec.Activation;

/** Functions and their derivatives in double. */
public final class Functions {
  private static final double SELU_SCALE = 1.0507009873554805;
  private static final double SELU_ALPHA = 1.6732632423543772;

  private Functions() {}

  /** By its series, or the continued fraction of its complement. */
  public static double erf(double x) {
    double a = Math.abs(x);
    if (a > 3) {
      double fraction = 0;
      for (int k = 60; k > 0; k--) {
        fraction = k / 2.0 / (a + fraction);
      }
      return Math.signum(x) * (1 - Math.exp(-a * a) / Math.sqrt(Math.PI) / (a + fraction));
    }
    double term = x;
    double sum = x;
    for (int n = 1; n < 200; n++) {
      term *= -x * x / n;
      sum += term / (2 * n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * sum;
  }

  static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  /** ln(1 + eᶻ). */
  static double softplus(double z) {
    return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
  }

  static double value(Activation activation, double z) {
    return switch (activation) {
      case SIGMOID -> sigmoid(z);
      case RELU -> Math.max(0, z);
      case TANH -> Math.tanh(z);
      case NONE -> z;
      case LEAKY_RELU -> z > 0 ? z : 0.01 * z;
      case ELU -> z > 0 ? z : Math.expm1(z);
      case SELU -> SELU_SCALE * (z > 0 ? z : SELU_ALPHA * Math.expm1(z));
      case GELU -> z * normal(z);
      case SILU -> z * sigmoid(z);
      case MISH -> z * Math.tanh(softplus(z));
      case SOFTPLUS -> softplus(z);
      case SQUARE -> z * z;
    };
  }

  static double slope(Activation activation, double z) {
    return switch (activation) {
      case SIGMOID -> sigmoid(z) * (1 - sigmoid(z));
      case RELU -> z > 0 ? 1 : 0;
      case TANH -> 1 - Math.tanh(z) * Math.tanh(z);
      case NONE -> 1;
      case LEAKY_RELU -> z > 0 ? 1 : 0.01;
      case ELU -> z > 0 ? 1 : Math.exp(z);
      case SELU -> SELU_SCALE * (z > 0 ? 1 : SELU_ALPHA * Math.exp(z));
      case GELU -> normal(z) + z * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
      case SILU -> sigmoid(z) * (1 + z * (1 - sigmoid(z)));
      case MISH -> {
        double share = Math.tanh(softplus(z));
        yield share + z * sigmoid(z) * (1 - share * share);
      }
      case SOFTPLUS -> sigmoid(z);
      case SQUARE -> 2 * z;
    };
  }

  private static double normal(double z) {
    return (1 + erf(z / Math.sqrt(2))) / 2;
  }
}
