package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.descent.contracts.InvalidSpec;

/** One hidden layer. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "layer")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LayerSpec.Dense.class, name = "dense"),
  @JsonSubTypes.Type(value = LayerSpec.Conv2d.class, name = "conv2d"),
  @JsonSubTypes.Type(value = LayerSpec.Flatten.class, name = "flatten")
})
public sealed interface LayerSpec {
  /** The most units of a dense layer. */
  int MAX_UNITS = 65_536;

  /** The most filters of a convolution. */
  int MAX_FILTERS = 4_096;

  /**
   * activation(x·W + b). x: [batch, in], W: [in, units], b: [units].
   *
   * @param units number of outputs, 1 or more
   */
  record Dense(int units, Activation activation) implements LayerSpec {
    public Dense {
      InvalidSpec.unless(
          units >= 1 && units <= MAX_UNITS, "units %s, expected 1 to %s", units, MAX_UNITS);
    }
  }

  /**
   * activation(x ⋆ K + b), no padding, stride 1. x: [batch, height, width, in], K: [kernelHeight,
   * kernelWidth, in, filters], b: [filters].
   */
  record Conv2d(int filters, int kernelHeight, int kernelWidth, Activation activation)
      implements LayerSpec {
    public Conv2d {
      InvalidSpec.unless(
          filters >= 1 && filters <= MAX_FILTERS,
          "filters %s, expected 1 to %s",
          filters,
          MAX_FILTERS);
      InvalidSpec.unless(
          kernelHeight >= 1 && kernelWidth >= 1,
          "kernel %sx%s, expected 1x1 or larger",
          kernelHeight,
          kernelWidth);
    }

    /** As it is written. */
    public record Form(int filters, Sides kernel, Activation activation)
        implements org.descent.contracts.spec.Form<Conv2d> {
      @Override
      public Conv2d spec() {
        return new Conv2d(filters, kernel.height(), kernel.width(), activation);
      }
    }
  }

  /** [batch, a, b, …] → [batch, a·b·…], row-major. */
  record Flatten() implements LayerSpec {}
}
