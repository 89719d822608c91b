package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.descent.contracts.InvalidSpec;

/** Gradients that are kept from being large. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "clipping")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ClippingSpec.ByValue.class, name = "value"),
  @JsonSubTypes.Type(value = ClippingSpec.ByNorm.class, name = "norm")
})
public sealed interface ClippingSpec {
  /** The largest value, or the largest norm. */
  double value();

  /** The same kind of clipping, its number levelled out: programs take it for each trial. */
  ClippingSpec structure();

  /** Each element of the gradient: from -value to value. */
  @Bare
  record ByValue(double value) implements ClippingSpec {
    public ByValue {
      requireAboveZero("value", value);
    }

    @Override
    public ClippingSpec structure() {
      return new ByValue(1);
    }
  }

  /** The Euclidean norm over all parameters: g ← g min(1, value / (‖g‖ + 10⁻⁶)), as PyTorch. */
  @Bare
  record ByNorm(double value) implements ClippingSpec {
    public ByNorm {
      requireAboveZero("norm", value);
    }

    @Override
    public ClippingSpec structure() {
      return new ByNorm(1);
    }
  }

  private static void requireAboveZero(String name, double number) {
    InvalidSpec.unless(
        number > 0 && Double.isFinite(number), "%s %s, expected a number above 0", name, number);
  }
}
