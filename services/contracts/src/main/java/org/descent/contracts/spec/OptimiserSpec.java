package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.descent.contracts.InvalidSpec;

/** How parameters θ follow the gradient g of the batch's loss. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "optimiser")
@JsonSubTypes({
  @JsonSubTypes.Type(value = OptimiserSpec.Sgd.class, name = "sgd"),
  @JsonSubTypes.Type(value = OptimiserSpec.Momentum.class, name = "momentum"),
  @JsonSubTypes.Type(value = OptimiserSpec.Adam.class, name = "adam")
})
public sealed interface OptimiserSpec {
  double learningRate();

  /** The same kind of optimiser, its numbers levelled out: programs take them for each trial. */
  OptimiserSpec structure();

  /** θ ← θ - η g. */
  record Sgd(double learningRate) implements OptimiserSpec {
    public Sgd {
      requireRate(learningRate);
    }

    @Override
    public OptimiserSpec structure() {
      return new Sgd(1);
    }
  }

  /** v ← μ v + g; θ ← θ - η v (Polyak 1964, as TensorFlow's ApplyMomentum). */
  record Momentum(double learningRate, @Otherwise("0.9") double momentum) implements OptimiserSpec {
    public Momentum {
      requireRate(learningRate);
      InvalidSpec.unless(
          momentum >= 0 && momentum < 1, "momentum %s, expected 0 or more and below 1", momentum);
    }

    @Override
    public OptimiserSpec structure() {
      return new Momentum(1, 0);
    }
  }

  /**
   * m ← β₁m + (1-β₁)g; v ← β₂v + (1-β₂)g²; θ ← θ - η √(1-β₂ᵗ)/(1-β₁ᵗ) · m / (√v + ε), t from 1
   * (Kingma &amp; Ba 2015, the order of computation of their section 2, as TensorFlow's ApplyAdam).
   */
  record Adam(
      double learningRate,
      @Otherwise("0.9") double beta1,
      @Otherwise("0.999") double beta2,
      @Otherwise("1e-8") double epsilon)
      implements OptimiserSpec {
    public Adam {
      requireRate(learningRate);
      InvalidSpec.unless(
          beta1 >= 0 && beta1 < 1, "beta1 %s, expected 0 or more and below 1", beta1);
      InvalidSpec.unless(
          beta2 >= 0 && beta2 < 1, "beta2 %s, expected 0 or more and below 1", beta2);
      InvalidSpec.unless(
          epsilon > 0 && Double.isFinite(epsilon),
          "epsilon %s, expected a number above 0",
          epsilon);
    }

    @Override
    public OptimiserSpec structure() {
      return new Adam(1, 0, 0, 1);
    }
  }

  private static void requireRate(double rate) {
    InvalidSpec.unless(
        rate > 0 && Double.isFinite(rate), "learningRate %s, expected a number above 0", rate);
  }
}
