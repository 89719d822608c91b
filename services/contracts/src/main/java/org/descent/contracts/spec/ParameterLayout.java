package org.descent.contracts.spec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.descent.contracts.InvalidSpec;

/**
 * Where each parameter of a network stands in its flat weight vector: for every layer, in order,
 * {@code layerI/NAME} (I is the position in {@link NetworkSpec#layers()}, from 0), mostly {@code
 * weights} then {@code biases}; then for every head {@code NAME/weights} and {@code NAME/biases}.
 * Arrays are row-major: dense weights [in, out], convolution kernels [height, width, in, out].
 *
 * @param parameters in the order of the flat vector
 * @param layerShapes the output shape of every layer without the batch axis; element 0 is the
 *     input. Each is as the next layer sees it ([height, width] becomes [height, width, 1] before a
 *     conv2d)
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
   * @param torchFan what PyTorch takes for {@code fanIn} where it draws arrays of this layer by
   *     default
   * @param initialiser where it starts; null for where the training says
   */
  public record Parameter(
      String name,
      List<Integer> shape,
      int offset,
      int fanIn,
      int fanOut,
      ParameterRole role,
      int torchFan,
      Initialiser initialiser) {
    public Parameter {
      shape = List.copyOf(shape);
    }

    /** One that starts where the training says, and for which PyTorch goes by the inputs, too. */
    public Parameter(
        String name, List<Integer> shape, int offset, int fanIn, int fanOut, ParameterRole role) {
      this(name, shape, offset, fanIn, fanOut, role, fanIn, null);
    }

    /** The arrays of a layer, which start as it says. */
    static List<Parameter> starting(LayerInitialisation start, List<Parameter> arrays) {
      return start == null ? arrays : arrays.stream().map(array -> array.starting(start)).toList();
    }

    private Parameter starting(LayerInitialisation start) {
      return new Parameter(name, shape, offset, fanIn, fanOut, role, torchFan, start.of(role));
    }

    /** Weights of some shape, whose last axis is that of outputs, and a bias for every output. */
    static List<Parameter> affine(List<Integer> weights, int fanIn, int fanOut) {
      var biases = List.of(weights.get(weights.size() - 1));
      return List.of(
          new Parameter("weights", weights, 0, fanIn, fanOut, ParameterRole.WEIGHT),
          new Parameter("biases", biases, 0, fanIn, fanOut, ParameterRole.BIAS));
    }

    /** A number for each place on the last axis of {@code shape}. */
    static Parameter each(String name, List<Integer> shape, ParameterRole role) {
      return new Parameter(name, List.of(shape.get(shape.size() - 1)), 0, 1, 1, role);
    }

    /** The same, or weights alone. */
    static List<Parameter> affine(List<Integer> weights, int fanIn, int fanOut, boolean unbiased) {
      var both = affine(weights, fanIn, fanOut);
      return unbiased ? both.subList(0, 1) : both;
    }

    /** The same as part of something. */
    Parameter within(String owner) {
      return at(owner, offset);
    }

    private Parameter at(String owner, int place) {
      return new Parameter(
          owner + "/" + name, shape, place, fanIn, fanOut, role, torchFan, initialiser);
    }

    /** The layer or head that it belongs to. */
    public String owner() {
      return name.substring(0, name.indexOf('/'));
    }

    /** Number of elements. */
    public int size() {
      return shape.stream().reduce(1, Math::multiplyExact);
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
    var building = new Building(inputShape);
    for (int i = 0; i < network.layers().size(); i++) {
      building.add(i, network.layers().get(i));
    }
    for (var head : network.heads()) {
      building.put(head.name(), head.parameters(building.shape()));
    }
    return new ParameterLayout(building.parameters, building.shapes);
  }

  /** Number of parameters. */
  public int size() {
    return parameters.stream().mapToInt(Parameter::size).sum();
  }

  /** What is trained, by layer or head, in order. */
  public Map<String, List<Parameter>> trained() {
    return parameters.stream()
        .filter(parameter -> parameter.role().trained())
        .collect(Collectors.groupingBy(Parameter::owner, LinkedHashMap::new, Collectors.toList()));
  }

  /** The parameter called {@code name}. */
  public Parameter parameter(String name) {
    return parameters.stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no parameter " + name));
  }

  private static final class Building {
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<List<Integer>> shapes = new ArrayList<>();
    private int offset;

    Building(List<Integer> inputShape) {
      shapes.add(List.copyOf(inputShape));
    }

    List<Integer> shape() {
      return shapes.get(shapes.size() - 1);
    }

    void add(int index, LayerSpec layer) {
      List<Parameter> own;
      try {
        shapes.set(shapes.size() - 1, layer.seen(shape()));
        var out = layer.out(shape());
        own = layer.parameters(shape());
        shapes.add(List.copyOf(out));
      } catch (InvalidSpec e) {
        throw new InvalidSpec("layers[" + index + "] " + e.getMessage());
      }
      put("layer" + index, own);
    }

    void put(String owner, List<Parameter> own) {
      for (var parameter : own) {
        long size =
            parameter.shape().stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        InvalidSpec.unless(
            offset + size <= MAX_PARAMETERS,
            "%s: with %s of shape %s the network has more than %s parameters, which do not fit a"
                + " record of the log",
            owner,
            parameter.name(),
            parameter.shape(),
            MAX_PARAMETERS);
        parameters.add(parameter.at(owner, offset));
        offset += (int) size;
      }
    }
  }

  @Override
  public String toString() {
    return "ParameterLayout" + Arrays.toString(parameters.toArray());
  }
}
