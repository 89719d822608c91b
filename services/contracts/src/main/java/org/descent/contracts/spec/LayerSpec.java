package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.descent.contracts.InvalidSpec;

/** One hidden layer: its shapes and parameters. How it computes is the business of learning. */
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

  /** The shape that it takes an input of shape {@code in} for. */
  default List<Integer> seen(List<Integer> in) {
    return in;
  }

  /**
   * The shape of its output for one example.
   *
   * @param in the shape of its input as it is {@link #seen}
   * @throws InvalidSpec if it does not fit such an input
   */
  List<Integer> out(List<Integer> in);

  /**
   * Its arrays of parameters in the order of the flat vector, each by its own name and with offset
   * 0.
   *
   * @param in as for {@link #out}, which has to be possible
   */
  List<ParameterLayout.Parameter> parameters(List<Integer> in);

  /** What it applies to its output, element by element. */
  default Activation activation() {
    return Activation.NONE;
  }

  /** The same layer with another activation, if it has one at all. */
  default LayerSpec activated(Activation activation) {
    return this;
  }

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

    @Override
    public List<Integer> out(List<Integer> in) {
      InvalidSpec.unless(
          in.size() == 1,
          "dense: its input has shape %s, expected one axis; put a flatten before it",
          in);
      return List.of(units);
    }

    @Override
    public List<ParameterLayout.Parameter> parameters(List<Integer> in) {
      return ParameterLayout.Parameter.affine(List.of(in.get(0), units), in.get(0), units);
    }

    @Override
    public LayerSpec activated(Activation other) {
      return new Dense(units, other);
    }
  }

  /**
   * activation(x ⋆ K + b), no padding, stride 1. x: [batch, height, width, in], K: [kernelHeight,
   * kernelWidth, in, filters], b: [filters]. An input of [height, width] has one channel.
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

    @Override
    public List<Integer> seen(List<Integer> in) {
      return in.size() == 2 ? List.of(in.get(0), in.get(1), 1) : in;
    }

    @Override
    public List<Integer> out(List<Integer> in) {
      InvalidSpec.unless(
          in.size() == 3,
          "conv2d: its input has shape %s, expected [height, width] or [height, width, channels]",
          in);
      int height = in.get(0) - kernelHeight + 1;
      int width = in.get(1) - kernelWidth + 1;
      InvalidSpec.unless(
          height >= 1 && width >= 1,
          "conv2d: a %sx%s kernel does not fit an input of %sx%s",
          kernelHeight,
          kernelWidth,
          in.get(0),
          in.get(1));
      return List.of(height, width, filters);
    }

    @Override
    public List<ParameterLayout.Parameter> parameters(List<Integer> in) {
      int window = kernelHeight * kernelWidth;
      return ParameterLayout.Parameter.affine(
          List.of(kernelHeight, kernelWidth, in.get(2), filters),
          window * in.get(2),
          window * filters);
    }

    @Override
    public LayerSpec activated(Activation other) {
      return new Conv2d(filters, kernelHeight, kernelWidth, other);
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
  record Flatten() implements LayerSpec {
    @Override
    public List<Integer> out(List<Integer> in) {
      return List.of(in.stream().reduce(1, Math::multiplyExact));
    }

    @Override
    public List<ParameterLayout.Parameter> parameters(List<Integer> in) {
      return List.of();
    }
  }
}
