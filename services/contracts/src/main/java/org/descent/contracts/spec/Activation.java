package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a hidden layer applies to its weighted input, element by element. */
public enum Activation {
  @JsonProperty("sigmoid")
  SIGMOID,
  @JsonProperty("relu")
  RELU,
  @JsonProperty("tanh")
  TANH,
  /** The identity: the layer stays linear. */
  @JsonProperty("none")
  NONE,
  /** z above 0, else z / 100. */
  @JsonProperty("leaky-relu")
  LEAKY_RELU,
  /** z above 0, else e^z - 1. */
  @JsonProperty("elu")
  ELU,
  /** ELU scaled so that means and variances keep to 0 and 1. */
  @JsonProperty("selu")
  SELU,
  /** z Φ(z). */
  @JsonProperty("gelu")
  GELU,
  /** z σ(z), also called swish. */
  @JsonProperty("silu")
  SILU,
  /** z tanh(ln(1 + e^z)). */
  @JsonProperty("mish")
  MISH,
  /** ln(1 + e^z). */
  @JsonProperty("softplus")
  SOFTPLUS,
  /** z². */
  @JsonProperty("square")
  SQUARE;

  /**
   * Whether a program may have its formula among those of others. Compilers contract additions with
   * multiplications as they happen to join formulas: the last bits of z·σ(z) depended on which
   * formulas a trial's neighbours have, so what is not known to keep its bits has its own programs.
   */
  public boolean mixes() {
    return switch (this) {
      case SIGMOID, RELU, TANH, NONE -> true;
      case LEAKY_RELU, ELU, SELU, GELU, SILU, MISH, SOFTPLUS, SQUARE -> false;
    };
  }

  /** What it makes of {@code z}, in double. */
  public double of(double z) {
    return switch (this) {
      case SIGMOID -> 1 / (1 + Math.exp(-z));
      case RELU -> Math.max(0, z);
      case TANH -> Math.tanh(z);
      case NONE -> z;
      case LEAKY_RELU -> z > 0 ? z : z / 100;
      case ELU -> z > 0 ? z : Math.expm1(z);
      case SELU -> 1.0507009873554805 * (z > 0 ? z : 1.6732632423543772 * Math.expm1(z));
      case GELU -> z * normal(z);
      case SILU -> z / (1 + Math.exp(-z));
      case MISH -> z * Math.tanh(SOFTPLUS.of(z));
      case SOFTPLUS -> Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
      case SQUARE -> z * z;
    };
  }

  /** The normal distribution, by ½ + φ(z) (z + z³/3 + z⁵/(3·5) + …) (Marsaglia 2004). */
  private static double normal(double z) {
    if (Math.abs(z) > 8) {
      return z > 0 ? 1 : 0;
    }
    double term = z;
    double sum = z;
    for (int k = 3; Math.abs(term) > 1e-17; k += 2) {
      term *= z * z / k;
      sum += term;
    }
    return 0.5 + sum * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }
}
