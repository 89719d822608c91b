package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.descent.contracts.InvalidSpec;

/** Where one array of parameters starts. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "draw")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Initialiser.Constant.class, name = "constant"),
  @JsonSubTypes.Type(value = Initialiser.Uniform.class, name = "uniform"),
  @JsonSubTypes.Type(value = Initialiser.Normal.class, name = "normal"),
  @JsonSubTypes.Type(value = Initialiser.TruncatedNormal.class, name = "truncated-normal"),
  @JsonSubTypes.Type(value = Initialiser.Zeros.class, name = "zeros"),
  @JsonSubTypes.Type(value = Initialiser.GlorotUniform.class, name = "glorot-uniform"),
  @JsonSubTypes.Type(value = Initialiser.GlorotNormal.class, name = "glorot-normal"),
  @JsonSubTypes.Type(value = Initialiser.HeUniform.class, name = "he-uniform"),
  @JsonSubTypes.Type(value = Initialiser.HeNormal.class, name = "he-normal"),
  @JsonSubTypes.Type(value = Initialiser.LecunUniform.class, name = "lecun-uniform"),
  @JsonSubTypes.Type(value = Initialiser.LecunNormal.class, name = "lecun-normal"),
  @JsonSubTypes.Type(value = Initialiser.FanInUniform.class, name = "fan-in-uniform"),
  @JsonSubTypes.Type(value = Initialiser.Orthogonal.class, name = "orthogonal"),
  @JsonSubTypes.Type(value = Initialiser.Identity.class, name = "identity")
})
public sealed interface Initialiser {
  /** Every element is {@code value}. */
  @Bare
  record Constant(double value) implements Initialiser {
    public Constant {
      InvalidSpec.unless(Double.isFinite(value), "constant %s, expected a finite number", value);
    }
  }

  /** Uniform on [low, high). */
  record Uniform(double low, double high) implements Initialiser {
    public Uniform {
      InvalidSpec.unless(Double.isFinite(high), "high %s, expected a finite number", high);
      InvalidSpec.unless(
          Double.isFinite(low) && low < high,
          "low %s, expected a finite number below high (%s)",
          low,
          high);
    }
  }

  /** Normal with mean 0 and standard deviation {@code sigma}. */
  record Normal(double sigma) implements Initialiser {
    public Normal {
      InvalidSpec.unless(
          sigma > 0 && Double.isFinite(sigma), "sigma %s, expected a number above 0", sigma);
    }
  }

  /**
   * Normal with mean 0 and standard deviation {@code sigma}, drawn again while |x| &gt; 2·sigma.
   */
  record TruncatedNormal(double sigma) implements Initialiser {
    public TruncatedNormal {
      InvalidSpec.unless(
          sigma > 0 && Double.isFinite(sigma), "sigma %s, expected a number above 0", sigma);
    }
  }

  /** 0. */
  record Zeros() implements Initialiser {}

  /** Uniform on ±gain · √(6 / (fanIn + fanOut)): Glorot &amp; Bengio 2010. */
  record GlorotUniform(@Otherwise("1") double gain) implements Initialiser {
    public GlorotUniform {
      requireGain(gain);
    }

    @JsonCreator
    static GlorotUniform of(@JsonProperty("gain") Double gain) {
      return new GlorotUniform(gain == null ? 1 : gain);
    }
  }

  /** Normal with standard deviation gain · √(2 / (fanIn + fanOut)): Glorot &amp; Bengio 2010. */
  record GlorotNormal(@Otherwise("1") double gain) implements Initialiser {
    public GlorotNormal {
      requireGain(gain);
    }
  }

  /** Uniform on ±gain · √(6 / fanIn): He et al. 2015. */
  record HeUniform(@Otherwise("1") double gain) implements Initialiser {
    public HeUniform {
      requireGain(gain);
    }
  }

  /** Normal with standard deviation gain · √(2 / fanIn): He et al. 2015. */
  record HeNormal(@Otherwise("1") double gain) implements Initialiser {
    public HeNormal {
      requireGain(gain);
    }

    @JsonCreator
    static HeNormal of(@JsonProperty("gain") Double gain) {
      return new HeNormal(gain == null ? 1 : gain);
    }
  }

  /** Uniform on ±gain · √(3 / fanIn): LeCun et al. 1998. */
  record LecunUniform(@Otherwise("1") double gain) implements Initialiser {
    public LecunUniform {
      requireGain(gain);
    }
  }

  /** Normal with standard deviation gain · √(1 / fanIn): LeCun et al. 1998. */
  record LecunNormal(@Otherwise("1") double gain) implements Initialiser {
    public LecunNormal {
      requireGain(gain);
    }
  }

  /**
   * Uniform on ±gain / √fanIn, of a gru ±gain / √units for all its arrays: what weights and biases
   * of PyTorch's dense, convolutional and recurrent layers start from ({@code reset_parameters}).
   */
  record FanInUniform(@Otherwise("1") double gain) implements Initialiser {
    public FanInUniform {
      requireGain(gain);
    }
  }

  /**
   * gain · Q, Q uniform among matrices whose rows, or else whose columns, are orthonormal: Saxe et
   * al. 2014. The matrix is one of inputs by outputs, a kernel's inputs being its window times its
   * channels.
   */
  record Orthogonal(@Otherwise("1") double gain) implements Initialiser {
    public Orthogonal {
      requireGain(gain);
    }
  }

  /**
   * gain · I, or as much of it as the matrix has room for, which is one as for {@link Orthogonal}:
   * Le, Jaitly &amp; Hinton 2015.
   */
  record Identity(@Otherwise("1") double gain) implements Initialiser {
    public Identity {
      requireGain(gain);
    }
  }

  /** Whether trials of different seeds start from different numbers. */
  default boolean draws() {
    return !(this instanceof Constant || this instanceof Zeros || this instanceof Identity);
  }

  private static void requireGain(double gain) {
    InvalidSpec.unless(
        gain > 0 && Double.isFinite(gain), "gain %s, expected a number above 0", gain);
  }
}
