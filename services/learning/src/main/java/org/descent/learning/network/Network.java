package org.descent.learning.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.learning.layer.DenseLayer;
import org.descent.learning.layer.Form;
import org.descent.learning.layer.Intake;
import org.descent.learning.layer.Layer;
import org.descent.learning.layer.Layers;
import org.descent.learning.layer.ProgramArray;
import org.descent.learning.layer.SinglePass;
import org.descent.learning.layer.StackedPass;
import org.descent.learning.layer.Work;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The layers and heads of a network at their places, as both engines compute them. */
public final class Network {
  private final ParameterLayout layout;
  private final List<Layer> layers = new ArrayList<>();
  private final int likeInUse;
  private final List<DenseLayer> outputs;

  private Network(NetworkSpec spec, List<Integer> inputShape, int batch, boolean fixed) {
    layout = ParameterLayout.of(spec, inputShape);
    var form = Form.of(layout.layerShapes().get(0));
    for (var named : spec.named().entrySet()) {
      var place = new Layer.Place(named.getKey(), form, layers.isEmpty(), batch, fixed);
      var layer = Layers.of(named.getValue(), place);
      layers.add(layer);
      form = layer.out().seenAs(layout.layerShapes().get(layers.size()));
    }
    var specs = List.copyOf(spec.named().values());
    likeInUse =
        IntStream.range(0, specs.size())
            .filter(i -> specs.get(i).modal())
            .findFirst()
            .orElse(specs.size());
    var last = form;
    boolean first = layers.isEmpty();
    outputs =
        spec.heads().stream()
            .map(
                head ->
                    new DenseLayer(
                        head.outputs(), new Layer.Place(head.name(), last, first, batch, fixed)))
            .toList();
  }

  /**
   * The network of {@code spec} on examples of some shape.
   *
   * @throws org.descent.contracts.InvalidSpec if a layer does not fit the shape it is given
   */
  public static Network of(NetworkSpec spec, List<Integer> inputShape) {
    return new Network(spec, inputShape, 1, false);
  }

  /**
   * The same for a stacked program.
   *
   * @param batch examples of an iteration
   * @param fixed whether the examples of all iterations are the same
   */
  public static Network of(NetworkSpec spec, List<Integer> inputShape, int batch, boolean fixed) {
    return new Network(spec, inputShape, batch, fixed);
  }

  public ParameterLayout layout() {
    return layout;
  }

  private Stream<Layer> all() {
    return Stream.concat(layers.stream(), outputs.stream());
  }

  /** All parameters as stacked programs have them, in the order of the flat vector. */
  public List<ProgramArray> arrays() {
    return all().flatMap(layer -> layer.arrays().stream()).toList();
  }

  /** Layers that draw random numbers in training, each with its place among them, by name. */
  public Map<String, Integer> draws() {
    var draws = new LinkedHashMap<String, Integer>();
    layers.forEach(layer -> addDraws(layer, draws));
    return draws;
  }

  private static void addDraws(Layer layer, Map<String, Integer> into) {
    if (layer.draws()) {
      into.put(layer.place().name(), into.size());
    }
    layer.parts().forEach(part -> addDraws(part, into));
  }

  /** Of a forward pass of one example. */
  public Work work() {
    return all().map(Layer::work).reduce(Work.NONE, Work::plus);
  }

  /** How examples get into a stacked program. */
  public Intake intake() {
    return all().findFirst().orElseThrow().intake();
  }

  /**
   * Each head's logits of all examples: [trials, outputs, examples].
   *
   * @param matrix made by the {@link #intake}: [1, rows, columns · examples]
   */
  public List<Output<?>> ofAll(StackedPass pass, Output<?> matrix) {
    return logits(pass, layers.isEmpty() ? matrix : layers.get(0).entered(pass, matrix));
  }

  /**
   * Each head's logits of mini-batches.
   *
   * @param columns features in the order of the {@link #intake}: [trials, features, examples]
   */
  public List<Output<?>> ofBatches(StackedPass pass, Output<?> columns) {
    return logits(pass, layers.isEmpty() ? columns : layers.get(0).gathered(pass, columns));
  }

  /**
   * @param first what the first layer, if there is one, has given
   */
  private List<Output<?>> logits(StackedPass pass, Output<?> first) {
    var x = first;
    for (var layer : layers.subList(Math.min(1, layers.size()), layers.size())) {
      x = layer.after(pass, x);
    }
    var logits = new ArrayList<Output<?>>();
    for (var output : outputs) {
      logits.add(output.affine(pass, x));
    }
    return logits;
  }

  /**
   * Each head's logits in the single engine: [examples, outputs].
   *
   * @param features [examples, …], row-major
   */
  public List<Operand<TFloat32>> single(SinglePass pass, Operand<TFloat32> features) {
    return afterLikeInUse(pass, likeInUse(pass, features));
  }

  /**
   * What the layers give, in the single engine, that come before the first one that does something
   * else in training than when the network is used: in either mode the same.
   *
   * @param features as for {@link #single}
   */
  public Operand<TFloat32> likeInUse(SinglePass pass, Operand<TFloat32> features) {
    var axes = new ArrayList<>(layout.layerShapes().get(0));
    axes.add(0, -1);
    Operand<TFloat32> x = pass.tf().reshape(features, pass.tf().constant(ints(axes)));
    for (var layer : layers.subList(0, likeInUse)) {
      x = layer.after(pass, x);
    }
    return x;
  }

  /** Each head's logits after what {@link #likeInUse} has given. */
  public List<Operand<TFloat32>> afterLikeInUse(SinglePass pass, Operand<TFloat32> given) {
    var x = given;
    for (var layer : layers.subList(likeInUse, layers.size())) {
      x = layer.after(pass, x);
    }
    var logits = new ArrayList<Operand<TFloat32>>();
    for (var output : outputs) {
      logits.add(output.affine(pass, x));
    }
    return logits;
  }

  /** The arrays of parameters, each in its shape, of a flat vector: [parameters]. */
  public Map<String, Operand<TFloat32>> arrays(Ops tf, Operand<TFloat32> flat) {
    var parameters = layout.parameters();
    var sizes = parameters.stream().mapToInt(ParameterLayout.Parameter::size).toArray();
    var split = tf.splitV(flat, tf.constant(sizes), tf.constant(0), (long) sizes.length).output();
    var arrays = new LinkedHashMap<String, Operand<TFloat32>>();
    for (int i = 0; i < sizes.length; i++) {
      var shape = tf.constant(ints(parameters.get(i).shape()));
      arrays.put(parameters.get(i).name(), tf.reshape(split.get(i), shape));
    }
    return arrays;
  }

  private static int[] ints(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }
}
