package org.descent.contracts.spec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.descent.contracts.InvalidSpec;

/**
 * Where each parameter of a network stands in its flat weight vector: for every layer that has
 * parameters, in order, {@code layerI/weights} then {@code layerI/biases} (I is the position in
 * {@link NetworkSpec#layers()}, from 0); then for every head {@code NAME/weights} and {@code
 * NAME/biases}. Arrays are row-major: dense weights [in, out], convolution kernels [height, width,
 * in, out].
 *
 * @param parameters in the order of the flat vector
 * @param layerShapes the output shape of every layer without the batch axis; element 0 is the
 *     input, as convolutions see it ([height, width] becomes [height, width, 1] before a conv2d)
 */
public record ParameterLayout(List<Parameter> parameters, List<List<Integer>> layerShapes) {
  /**
   * The most parameters a network may have: as float32 they have to fit one record of the models
   * topic, 16 MiB, more than which managed Kafka clusters often do not take.
   */
  public static final int MAX_PARAMETERS = 4_000_000;

  /**
   * One array of parameters.
   *
   * @param offset index of its first element in the flat vector
   * @param fanIn number of inputs that feed one output
   * @param fanOut number of outputs that one input feeds
   */
  public record Parameter(
      String name, List<Integer> shape, int offset, int fanIn, int fanOut, boolean bias) {
    public Parameter {
      shape = List.copyOf(shape);
    }

    /** Number of elements. */
    public int size() {
      return ParameterLayout.product(shape);
    }
  }

  public ParameterLayout {
    parameters = List.copyOf(parameters);
    layerShapes = List.copyOf(layerShapes);
  }

  /**
   * Lays out {@code network} on examples of {@code inputShape}.
   *
   * @param inputShape without the batch axis, for example [16], [4, 4] or [16, 16, 1]
   * @throws InvalidSpec if a layer does not fit the shape it is given
   */
  public static ParameterLayout of(NetworkSpec network, List<Integer> inputShape) {
    var building = new Building(new ArrayList<>(inputShape));
    for (int i = 0; i < network.layers().size(); i++) {
      building.add(i, network.layers().get(i));
    }
    for (var head : network.heads()) {
      building.add(head);
    }
    InvalidSpec.unless(
        building.offset <= MAX_PARAMETERS,
        "the network has %s parameters, expected at most %s: a model has to fit a record of the log",
        building.offset,
        MAX_PARAMETERS);
    return new ParameterLayout(building.parameters, building.shapes);
  }

  /** Number of parameters. */
  public int size() {
    return parameters.stream().mapToInt(Parameter::size).sum();
  }

  /** The parameter called {@code name}. */
  public Parameter parameter(String name) {
    return parameters.stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no parameter " + name));
  }

  private static int product(List<Integer> shape) {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  private static final class Building {
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<List<Integer>> shapes = new ArrayList<>();
    private List<Integer> shape;
    private long offset;

    Building(List<Integer> inputShape) {
      shape = inputShape;
      shapes.add(List.copyOf(inputShape));
    }

    void add(int index, LayerSpec layer) {
      if (layer instanceof LayerSpec.Flatten) {
        shape = List.of(product(shape));
      } else if (layer instanceof LayerSpec.Dense dense) {
        InvalidSpec.unless(
            shape.size() == 1,
            "layers[%s] dense: its input has shape %s, expected one axis; put a flatten before it",
            index,
            shape);
        dense("layer" + index, shape.get(0), dense.units());
        shape = List.of(dense.units());
      } else if (layer instanceof LayerSpec.Conv2d conv) {
        convolution(index, conv);
      }
      shapes.add(List.copyOf(shape));
    }

    void add(HeadSpec head) {
      InvalidSpec.unless(
          shape.size() == 1,
          "head %s: its input has shape %s, expected one axis; put a flatten before the heads",
          head.name(),
          shape);
      dense(head.name(), shape.get(0), head.outputs());
    }

    private void convolution(int index, LayerSpec.Conv2d conv) {
      if (shape.size() == 2) {
        shape = List.of(shape.get(0), shape.get(1), 1);
        shapes.set(shapes.size() - 1, shape);
      }
      InvalidSpec.unless(
          shape.size() == 3,
          "layers[%s] conv2d: its input has shape %s, expected [height, width] or [height, width, channels]",
          index,
          shape);
      int height = shape.get(0) - conv.kernelHeight() + 1;
      int width = shape.get(1) - conv.kernelWidth() + 1;
      InvalidSpec.unless(
          height >= 1 && width >= 1,
          "layers[%s] conv2d: a %sx%s kernel does not fit an input of %sx%s",
          index,
          conv.kernelHeight(),
          conv.kernelWidth(),
          shape.get(0),
          shape.get(1));
      int in = shape.get(2);
      int window = conv.kernelHeight() * conv.kernelWidth();
      put(
          "layer" + index,
          List.of(conv.kernelHeight(), conv.kernelWidth(), in, conv.filters()),
          window * in,
          window * conv.filters());
      shape = List.of(height, width, conv.filters());
    }

    private void dense(String name, int in, int out) {
      put(name, List.of(in, out), in, out);
    }

    private void put(String name, List<Integer> weights, int fanIn, int fanOut) {
      long size = weights.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
      int out = weights.get(weights.size() - 1);
      InvalidSpec.unless(
          offset + size + out <= MAX_PARAMETERS,
          "%s: with weights of shape %s the network has more than %s parameters, which do not fit a record of the log",
          name,
          weights,
          MAX_PARAMETERS);
      parameters.add(new Parameter(name + "/weights", weights, (int) offset, fanIn, fanOut, false));
      offset += size;
      parameters.add(
          new Parameter(name + "/biases", List.of(out), (int) offset, fanIn, fanOut, true));
      offset += out;
    }
  }

  @Override
  public String toString() {
    return "ParameterLayout" + Arrays.toString(parameters.toArray());
  }
}
