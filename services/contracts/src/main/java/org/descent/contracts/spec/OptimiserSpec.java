package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.descent.contracts.InvalidSpec;

/** How parameters θ follow the gradient g of the batch's loss. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "optimiser")
@JsonSubTypes({
  @JsonSubTypes.Type(value = OptimiserSpec.Sgd.class, name = "sgd"),
  @JsonSubTypes.Type(value = OptimiserSpec.Momentum.class, name = "momentum"),
  @JsonSubTypes.Type(value = OptimiserSpec.Adam.class, name = "adam"),
  @JsonSubTypes.Type(value = OptimiserSpec.Nesterov.class, name = "nesterov"),
  @JsonSubTypes.Type(value = OptimiserSpec.RmsProp.class, name = "rmsprop"),
  @JsonSubTypes.Type(value = OptimiserSpec.Adagrad.class, name = "adagrad"),
  @JsonSubTypes.Type(value = OptimiserSpec.Adamax.class, name = "adamax"),
  @JsonSubTypes.Type(value = OptimiserSpec.AdamW.class, name = "adamw"),
  @JsonSubTypes.Type(value = OptimiserSpec.NadamW.class, name = "nadamw"),
  @JsonSubTypes.Type(value = OptimiserSpec.Lion.class, name = "lion"),
  @JsonSubTypes.Type(value = OptimiserSpec.Rprop.class, name = "rprop"),
  @JsonSubTypes.Type(value = OptimiserSpec.Muon.class, name = "muon")
})
public sealed interface OptimiserSpec {
  double learningRate();

  /** Numbers that it remembers of each parameter. */
  int memories();

  /** Whether its learning rate counts after the start, so that it can have a schedule. */
  default boolean followsRate() {
    return true;
  }

  /** Whether it has a momentum that can have a schedule. */
  default boolean followsMomentum() {
    return false;
  }

  /** The same kind of optimiser, its numbers levelled out: programs take them for each trial. */
  OptimiserSpec structure();

  /** θ ← θ - η g. */
  record Sgd(double learningRate) implements OptimiserSpec {
    public Sgd {
      requireRate(learningRate);
    }

    @Override
    public int memories() {
      return 0;
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
    public int memories() {
      return 1;
    }

    @Override
    public OptimiserSpec structure() {
      return new Momentum(1, 0);
    }

    @Override
    public boolean followsMomentum() {
      return true;
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
    public int memories() {
      return 2;
    }

    @Override
    public OptimiserSpec structure() {
      return new Adam(1, 0, 0, 1);
    }
  }

  /**
   * v ← μ v + g; θ ← θ - η (g + μ v) (Nesterov 1983 in the form of Sutskever et al. 2013, as
   * PyTorch).
   */
  record Nesterov(double learningRate, @Otherwise("0.9") double momentum) implements OptimiserSpec {
    public Nesterov {
      requireRate(learningRate);
      requireShare("momentum", momentum);
    }

    @Override
    public int memories() {
      return 1;
    }

    @Override
    public OptimiserSpec structure() {
      return new Nesterov(1, 0);
    }

    @Override
    public boolean followsMomentum() {
      return true;
    }
  }

  /**
   * v ← ρ v + (1-ρ) g²; θ ← θ - η g / (√v + ε) (Tieleman &amp; Hinton 2012, as PyTorch).
   *
   * @param decay ρ
   */
  record RmsProp(
      double learningRate, @Otherwise("0.99") double decay, @Otherwise("1e-8") double epsilon)
      implements OptimiserSpec {
    public RmsProp {
      requireRate(learningRate);
      requireShare("decay", decay);
      requireEpsilon(epsilon);
    }

    @Override
    public int memories() {
      return 1;
    }

    @Override
    public OptimiserSpec structure() {
      return new RmsProp(1, 0, 1);
    }
  }

  /** s ← s + g²; θ ← θ - η g / (√s + ε) (Duchi, Hazan &amp; Singer 2011, as PyTorch). */
  record Adagrad(double learningRate, @Otherwise("1e-10") double epsilon) implements OptimiserSpec {
    public Adagrad {
      requireRate(learningRate);
      requireEpsilon(epsilon);
    }

    @Override
    public int memories() {
      return 1;
    }

    @Override
    public OptimiserSpec structure() {
      return new Adagrad(1, 1);
    }
  }

  /**
   * m ← β₁m + (1-β₁)g; u ← max(β₂u, |g| + ε); θ ← θ - η / (1-β₁ᵗ) · m / u (Kingma &amp; Ba 2015, as
   * PyTorch).
   */
  record Adamax(
      double learningRate,
      @Otherwise("0.9") double beta1,
      @Otherwise("0.999") double beta2,
      @Otherwise("1e-8") double epsilon)
      implements OptimiserSpec {
    public Adamax {
      requireRate(learningRate);
      requireShare("beta1", beta1);
      requireShare("beta2", beta2);
      requireEpsilon(epsilon);
    }

    @Override
    public int memories() {
      return 2;
    }

    @Override
    public OptimiserSpec structure() {
      return new Adamax(1, 0, 0, 1);
    }
  }

  /**
   * θ ← θ - η λ θ, then as {@link Adam} with ε beside √v̂: θ ← θ - η m̂ / (√v̂ + ε), m̂ = m /
   * (1-β₁ᵗ), v̂ = v / (1-β₂ᵗ) (Loshchilov &amp; Hutter 2019, as PyTorch).
   *
   * @param weightDecay λ
   */
  record AdamW(
      double learningRate,
      @Otherwise("0.9") double beta1,
      @Otherwise("0.999") double beta2,
      @Otherwise("1e-8") double epsilon,
      @Otherwise("0.01") double weightDecay)
      implements OptimiserSpec {
    public AdamW {
      requireRate(learningRate);
      requireShare("beta1", beta1);
      requireShare("beta2", beta2);
      requireEpsilon(epsilon);
      requireDecay(weightDecay);
    }

    @Override
    public int memories() {
      return 2;
    }

    @Override
    public OptimiserSpec structure() {
      return new AdamW(1, 0, 0, 1, 0);
    }
  }

  /**
   * {@link AdamW} with m̂ = β₁ m / (1-β₁ᵗ⁺¹) + (1-β₁) g / (1-β₁ᵗ) (Dozat 2016; the baseline of
   * AlgoPerf, as Optax).
   *
   * @param weightDecay λ
   */
  record NadamW(
      double learningRate,
      @Otherwise("0.9") double beta1,
      @Otherwise("0.999") double beta2,
      @Otherwise("1e-8") double epsilon,
      @Otherwise("1e-4") double weightDecay)
      implements OptimiserSpec {
    public NadamW {
      requireRate(learningRate);
      requireShare("beta1", beta1);
      requireShare("beta2", beta2);
      requireEpsilon(epsilon);
      requireDecay(weightDecay);
    }

    @Override
    public int memories() {
      return 2;
    }

    @Override
    public OptimiserSpec structure() {
      return new NadamW(1, 0, 0, 1, 0);
    }
  }

  /**
   * θ ← θ - η (sign(β₁m + (1-β₁)g) + λ θ); m ← β₂m + (1-β₂)g (Chen et al. 2023, as Optax).
   *
   * @param weightDecay λ
   */
  record Lion(
      double learningRate,
      @Otherwise("0.9") double beta1,
      @Otherwise("0.99") double beta2,
      @Otherwise("1e-3") double weightDecay)
      implements OptimiserSpec {
    public Lion {
      requireRate(learningRate);
      requireShare("beta1", beta1);
      requireShare("beta2", beta2);
      requireDecay(weightDecay);
    }

    @Override
    public int memories() {
      return 1;
    }

    @Override
    public OptimiserSpec structure() {
      return new Lion(1, 0, 0, 0);
    }
  }

  /**
   * Each parameter has a step of its own, η at first: it grows where the gradient keeps its sign,
   * shrinks where it changes, and then the parameter rests for an iteration (Riedmiller &amp; Braun
   * 1993, as PyTorch).
   *
   * @param shrink factor, below 1
   * @param grow factor, above 1
   * @param smallest step
   * @param largest step
   */
  record Rprop(
      double learningRate,
      @Otherwise("0.5") double shrink,
      @Otherwise("1.2") double grow,
      @Otherwise("1e-6") double smallest,
      @Otherwise("50") double largest)
      implements OptimiserSpec {
    public Rprop {
      requireRate(learningRate);
      InvalidSpec.unless(
          shrink > 0 && shrink < 1, "shrink %s, expected above 0 and below 1", shrink);
      InvalidSpec.unless(
          grow > 1 && Double.isFinite(grow), "grow %s, expected a number above 1", grow);
      InvalidSpec.unless(
          largest > 0 && Double.isFinite(largest),
          "largest %s, expected a number above smallest",
          largest);
      InvalidSpec.unless(
          smallest > 0 && smallest < largest,
          "smallest %s, expected above 0 and below largest (%s)",
          smallest,
          largest);
    }

    @Override
    public int memories() {
      return 2;
    }

    @Override
    public OptimiserSpec structure() {
      return new Rprop(1, 0.5, 2, 1, 2);
    }

    @Override
    public boolean followsRate() {
      return false;
    }
  }

  /**
   * For matrices of hidden layers m ← μ m + g, then θ ← θ - η λ θ - η √max(1, rows / columns) ·
   * orthogonal(g + μ m) by five steps of Newton–Schulz (Jordan et al. 2024); all other parameters
   * follow an {@link AdamW} of their own.
   *
   * @param weightDecay λ
   * @param others for biases, scales and heads
   */
  record Muon(
      double learningRate,
      @Otherwise("0.95") double momentum,
      @Otherwise("0.1") double weightDecay,
      AdamW others)
      implements OptimiserSpec {
    public Muon {
      requireRate(learningRate);
      requireShare("momentum", momentum);
      requireDecay(weightDecay);
    }

    @Override
    public int memories() {
      return 2;
    }

    @Override
    public OptimiserSpec structure() {
      return new Muon(1, 0, 0, new AdamW(1, 0, 0, 1, 0));
    }
  }

  private static void requireRate(double rate) {
    InvalidSpec.unless(
        rate > 0 && Double.isFinite(rate), "learningRate %s, expected a number above 0", rate);
  }

  private static void requireShare(String name, double share) {
    InvalidSpec.unless(
        share >= 0 && share < 1, "%s %s, expected 0 or more and below 1", name, share);
  }

  private static void requireEpsilon(double epsilon) {
    InvalidSpec.unless(
        epsilon > 0 && Double.isFinite(epsilon), "epsilon %s, expected a number above 0", epsilon);
  }

  private static void requireDecay(double decay) {
    InvalidSpec.unless(
        decay >= 0 && Double.isFinite(decay),
        "weightDecay %s, expected a number of 0 or more",
        decay);
  }
}
