package org.descent.contracts.spec;

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
  @JsonSubTypes.Type(value = Initialiser.GlorotUniform.class, name = "glorot-uniform"),
  @JsonSubTypes.Type(value = Initialiser.HeNormal.class, name = "he-normal")
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

  /** Uniform on ±√(6 / (fanIn + fanOut)): Glorot &amp; Bengio 2010. */
  record GlorotUniform() implements Initialiser {}

  /** Normal with standard deviation √(2 / fanIn): He et al. 2015. */
  record HeNormal() implements Initialiser {}
}
