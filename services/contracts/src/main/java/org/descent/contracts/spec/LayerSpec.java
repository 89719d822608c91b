package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.descent.contracts.InvalidSpec;

/** One hidden layer: its shapes and parameters. How it computes is the business of learning. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "layer")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LayerSpec.Dense.class, name = "dense"),
  @JsonSubTypes.Type(value = LayerSpec.Conv2d.class, name = "conv2d"),
  @JsonSubTypes.Type(value = LayerSpec.Flatten.class, name = "flatten"),
  @JsonSubTypes.Type(value = ActivationLayer.class, name = "activation"),
  @JsonSubTypes.Type(value = MaxPool.class, name = "max-pool"),
  @JsonSubTypes.Type(value = AveragePool.class, name = "average-pool"),
  @JsonSubTypes.Type(value = MaxPool1d.class, name = "max-pool1d"),
  @JsonSubTypes.Type(value = AveragePool1d.class, name = "average-pool1d"),
  @JsonSubTypes.Type(value = GlobalAveragePool.class, name = "global-average-pool"),
  @JsonSubTypes.Type(value = Dropout.class, name = "dropout"),
  @JsonSubTypes.Type(value = LayerNorm.class, name = "layer-norm"),
  @JsonSubTypes.Type(value = BatchNorm.class, name = "batch-norm"),
  @JsonSubTypes.Type(value = Conv1d.class, name = "conv1d"),
  @JsonSubTypes.Type(value = Residual.class, name = "residual"),
  @JsonSubTypes.Type(value = Embedding.class, name = "embedding"),
  @JsonSubTypes.Type(value = Gru.class, name = "gru"),
  @JsonSubTypes.Type(value = RandomFlip.class, name = "random-flip"),
  @JsonSubTypes.Type(value = RandomShift.class, name = "random-shift"),
  @JsonSubTypes.Type(value = GaussianNoise.class, name = "gaussian-noise"),
  @JsonSubTypes.Type(value = Slice.class, name = "slice")
})
public sealed interface LayerSpec
    permits LayerSpec.Dense,
        LayerSpec.Conv2d,
        LayerSpec.Flatten,
        ActivationLayer,
        MaxPool,
        AveragePool,
        MaxPool1d,
        AveragePool1d,
        GlobalAveragePool,
        Dropout,
        LayerNorm,
        BatchNorm,
        Conv1d,
        Residual,
        Embedding,
        Gru,
        RandomFlip,
        RandomShift,
        GaussianNoise,
        Slice {
  /** The most units of a dense layer. */
  int MAX_UNITS = 65_536;

  /** The most filters of a convolution. */
  int MAX_FILTERS = 4_096;

  /** The shape that it takes an input of shape {@code in} for. */
  default List<Integer> seen(List<Integer> in) {
    return in;
  }

  /** {@code in}, or the same with one channel where it has an axis fewer than {@code axes}. */
  static List<Integer> withChannel(List<Integer> in, int axes) {
    return in.size() == axes - 1 ? Stream.concat(in.stream(), Stream.of(1)).toList() : in;
  }

  /**
   * The shape of its output for one example, from one as it comes.
   *
   * @throws InvalidSpec if it does not fit such an input
   */
  default List<Integer> after(List<Integer> in) {
    return out(seen(in));
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
   * 0; none if it does not say which.
   *
   * @param in as for {@link #out}, which has to be possible
   */
  default List<ParameterLayout.Parameter> parameters(List<Integer> in) {
    return List.of();
  }

  /**
   * Numbers that are held of an example on its way forward and back, about: outputs and their
   * derivatives, and whatever is made besides.
   *
   * @param in as for {@link #out}, which has to be possible
   */
  default long held(List<Integer> in) {
    return 2 * product(out(in));
  }

  /** Throws if there cannot be so many filters. */
  static void requireFilters(int filters) {
    InvalidSpec.unless(
        filters >= 1 && filters <= MAX_FILTERS,
        "filters %s, expected 1 to %s",
        filters,
        MAX_FILTERS);
  }

  /** Throws if {@code in} is not the shape of an image. */
  static void requireImage(String layer, List<Integer> in) {
    InvalidSpec.unless(
        in.size() == 2 || in.size() == 3,
        "%s: its input has shape %s, expected an image, [height, width] or [height, width,"
            + " channels]",
        layer,
        in);
  }

  /** Throws if filters cannot be divided among groups. */
  static void requireGroups(int filters, int groups) {
    InvalidSpec.unless(
        filters % groups == 0, "filters %s, expected a multiple of groups (%s)", filters, groups);
  }

  /** Number of elements. */
  static long product(List<Integer> shape) {
    return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }

  /** What it applies to its output, element by element. */
  default Activation activation() {
    return Activation.NONE;
  }

  /** The same layer with another activation, if it has one at all. */
  default LayerSpec activated(Activation activation) {
    return this;
  }

  /** How its own parameters start; null for as the experiment says. */
  default LayerInitialisation initialisation() {
    return null;
  }

  /** The same layer, if it has parameters, with another start. */
  default LayerSpec initialised(LayerInitialisation start) {
    return this;
  }

  /** Whether it has no biases. */
  default boolean unbiased() {
    return false;
  }

  /** The same layer with the layers that it consists of changed, innermost first. */
  default LayerSpec within(UnaryOperator<LayerSpec> change) {
    return this;
  }

  /** The layers that it consists of, by the names that their parameters have within its own. */
  default Map<String, LayerSpec> inner() {
    return Map.of();
  }

  /** The numbers that programs take for each trial, by name. */
  default Map<String, Double> numbers() {
    return Map.of();
  }

  /** The layer with those numbers, and its parameters' start, levelled out. */
  default LayerSpec structure() {
    return initialised(null);
  }

  /** Whether it does something else when it is trained than when it is measured or used. */
  default boolean modal() {
    return draws();
  }

  /** Whether it draws random numbers in training, anew for each iteration. */
  default boolean draws() {
    return false;
  }

  /** Whether it convolves, so that its products are worth a program of their own. */
  default boolean convolves() {
    return false;
  }

  /**
   * activation(x·W + b). x: [batch, in], W: [in, units], b: [units].
   *
   * @param units number of outputs, 1 or more
   * @param unbiased whether there is no b
   * @param initialisation null for the experiment's
   */
  record Dense(
      int units,
      Activation activation,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean unbiased,
      @JsonInclude(JsonInclude.Include.NON_NULL) LayerInitialisation initialisation)
      implements LayerSpec {
    public Dense {
      initialisation = LayerInitialisation.orNull(initialisation);
      InvalidSpec.unless(
          units >= 1 && units <= MAX_UNITS, "units %s, expected 1 to %s", units, MAX_UNITS);
    }

    /** One that starts as the experiment says. */
    public Dense(int units, Activation activation, boolean unbiased) {
      this(units, activation, unbiased, null);
    }

    /** With biases. */
    public Dense(int units, Activation activation) {
      this(units, activation, false);
    }

    /** As it is written. */
    public record Form(
        int units,
        Activation activation,
        @Otherwise("true") boolean bias,
        @Otherwise("none") LayerInitialisation initialisation)
        implements org.descent.contracts.spec.Form<Dense> {
      @Override
      public Dense spec() {
        return new Dense(units, activation, !bias, initialisation);
      }
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
      return ParameterLayout.Parameter.starting(
          initialisation,
          ParameterLayout.Parameter.affine(List.of(in.get(0), units), in.get(0), units, unbiased));
    }

    @Override
    public LayerSpec activated(Activation other) {
      return new Dense(units, other, unbiased, initialisation);
    }

    @Override
    public LayerSpec initialised(LayerInitialisation start) {
      return new Dense(units, activation, unbiased, start);
    }
  }

  /**
   * activation(x ⋆ K + b). x: [batch, height, width, in], K: [kernelHeight, kernelWidth, in /
   * groups, filters], b: [filters]. An input of [height, width] has one channel.
   *
   * @param unbiased whether there is no b
   * @param sliding how K moves over x; null for {@link Sliding#PLAIN}
   * @param initialisation null for the experiment's
   */
  record Conv2d(
      int filters,
      int kernelHeight,
      int kernelWidth,
      Activation activation,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean unbiased,
      @JsonInclude(JsonInclude.Include.NON_NULL) Sliding sliding,
      @JsonInclude(JsonInclude.Include.NON_NULL) LayerInitialisation initialisation)
      implements LayerSpec {
    public Conv2d {
      initialisation = LayerInitialisation.orNull(initialisation);
      sliding = Sliding.PLAIN.equals(sliding) ? null : sliding;
      int groups = sliding == null ? 1 : sliding.groups();
      LayerSpec.requireFilters(filters);
      InvalidSpec.unless(
          kernelHeight >= 1 && kernelWidth >= 1,
          "kernel %sx%s, expected 1x1 or larger",
          kernelHeight,
          kernelWidth);
      LayerSpec.requireGroups(filters, groups);
    }

    /** One that starts as the experiment says. */
    public Conv2d(
        int filters,
        int kernelHeight,
        int kernelWidth,
        Activation activation,
        boolean unbiased,
        Sliding sliding) {
      this(filters, kernelHeight, kernelWidth, activation, unbiased, sliding, null);
    }

    /** With biases; without padding, by steps of 1. */
    public Conv2d(int filters, int kernelHeight, int kernelWidth, Activation activation) {
      this(filters, kernelHeight, kernelWidth, activation, false, null);
    }

    /** How K moves over x. */
    public Sliding slides() {
      return sliding == null ? Sliding.PLAIN : sliding;
    }

    /** Its rows on such an input. */
    public WindowAxis rows(List<Integer> in) {
      return WindowAxis.of(
          in.get(0),
          kernelHeight,
          slides().stride().height(),
          slides().dilation().height(),
          slides().padding());
    }

    /** Its columns on such an input. */
    public WindowAxis columns(List<Integer> in) {
      return WindowAxis.of(
          in.get(1),
          kernelWidth,
          slides().stride().width(),
          slides().dilation().width(),
          slides().padding());
    }

    @Override
    public List<Integer> seen(List<Integer> in) {
      return LayerSpec.withChannel(in, 3);
    }

    @Override
    public List<Integer> out(List<Integer> in) {
      InvalidSpec.unless(
          in.size() == 3,
          "conv2d: its input has shape %s, expected [height, width] or [height, width, channels]",
          in);
      InvalidSpec.unless(
          rows(in).fits() && columns(in).fits(),
          "conv2d: a %sx%s kernel does not fit an input of %sx%s",
          kernelHeight,
          kernelWidth,
          in.get(0),
          in.get(1));
      InvalidSpec.unless(
          in.get(2) % slides().groups() == 0,
          "conv2d: groups %s do not divide the %s channels of its input",
          slides().groups(),
          in.get(2));
      return List.of(rows(in).out(), columns(in).out(), filters);
    }

    @Override
    public List<ParameterLayout.Parameter> parameters(List<Integer> in) {
      int window = kernelHeight * kernelWidth;
      int channels = in.get(2) / slides().groups();
      return ParameterLayout.Parameter.starting(
          initialisation,
          ParameterLayout.Parameter.affine(
              List.of(kernelHeight, kernelWidth, channels, filters),
              window * channels,
              window * filters / slides().groups(),
              unbiased));
    }

    /** With the patches that kernels are multiplied with. */
    @Override
    public long held(List<Integer> in) {
      long places = (long) rows(in).out() * columns(in).out();
      return 2 * product(out(in)) + places * kernelHeight * kernelWidth * in.get(2);
    }

    @Override
    public LayerSpec activated(Activation other) {
      return new Conv2d(
          filters, kernelHeight, kernelWidth, other, unbiased, sliding, initialisation);
    }

    @Override
    public LayerSpec initialised(LayerInitialisation start) {
      return new Conv2d(filters, kernelHeight, kernelWidth, activation, unbiased, sliding, start);
    }

    @Override
    public boolean convolves() {
      return true;
    }

    /** As it is written. */
    public record Form(
        int filters,
        Sides kernel,
        Activation activation,
        @Otherwise("1") Sides stride,
        @Otherwise("valid") Padding padding,
        @Otherwise("1") Sides dilation,
        @Otherwise("1") int groups,
        @Otherwise("true") boolean bias,
        @Otherwise("none") LayerInitialisation initialisation)
        implements org.descent.contracts.spec.Form<Conv2d> {
      @Override
      public Conv2d spec() {
        var sliding = new Sliding(stride, padding, dilation, groups);
        return new Conv2d(
            filters, kernel.height(), kernel.width(), activation, !bias, sliding, initialisation);
      }
    }
  }

  /** [batch, a, b, …] → [batch, a·b·…], row-major. */
  record Flatten() implements LayerSpec {
    @Override
    public List<Integer> out(List<Integer> in) {
      return List.of(in.stream().reduce(1, Math::multiplyExact));
    }
  }
}
