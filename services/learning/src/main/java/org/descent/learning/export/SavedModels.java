package org.descent.learning.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.learning.Sessions;
import org.descent.learning.head.Head;
import org.descent.learning.layer.Mode;
import org.descent.learning.layer.SinglePass;
import org.descent.learning.network.Network;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.SessionFunction;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Writes a trained network as a TensorFlow SavedModel, its weights as constants. The one signature,
 * {@code serving_default}, takes {@code examples}, float32 [n, …shape], and gives for every head,
 * by its name, what comes after its output function, float32 [n, outputs]: probabilities, or the
 * number itself for regression. Where classes have names, a second signature, {@code classes},
 * takes nothing and gives for each head that has some the names of its classes 0, 1, …, string
 * [classes].
 */
public final class SavedModels {
  /** The name of the signature's input. */
  public static final String INPUT = "examples";

  /** The signature that tells the names of classes. */
  public static final String CLASSES = "classes";

  private static final String METHOD = "tensorflow/serving/predict";

  private SavedModels() {}

  /** Writes a network whose classes have no names. */
  public static void write(
      Path directory, NetworkSpec network, List<Integer> inputShape, float[] weights)
      throws IOException {
    write(directory, network, inputShape, weights, Map.of());
  }

  /**
   * Writes {@code network} into {@code directory}, which is made if it is missing.
   *
   * @param inputShape of one example
   * @param weights flat, see {@link ParameterLayout}
   * @param classes by target, the names of its classes 0, 1, …
   * @throws InvalidSpec if the weights are not those of such a network
   */
  public static void write(
      Path directory,
      NetworkSpec network,
      List<Integer> inputShape,
      float[] weights,
      Map<String, List<String>> classes)
      throws IOException {
    var layers = Network.of(network, inputShape);
    var layout = layers.layout();
    InvalidSpec.unless(
        weights.length == layout.size(),
        "%s weights for a network of %s parameters",
        weights.length,
        layout.size());
    try (var graph = new Graph()) {
      var tf = Ops.create(graph);
      var examples =
          tf.withName(INPUT)
              .placeholder(TFloat32.class, Placeholder.shape(anyNumberOf(inputShape)));
      var pass = new SinglePass(tf, Mode.MEASURE, constants(tf, layout, weights));
      var logits = layers.single(pass, examples);
      var signature = Signature.builder().methodName(METHOD).input(INPUT, examples);
      for (int i = 0; i < logits.size(); i++) {
        var head = network.heads().get(i);
        signature.output(head.name(), Head.of(head, Loss.L2).output(tf, logits.get(i)));
      }
      var names = names(tf, network, classes);
      try (var session = Sessions.open(graph)) {
        var exporter =
            SavedModelBundle.exporter(directory.toString())
                .withFunction(SessionFunction.create(signature.build(), session));
        if (names.isPresent()) {
          exporter.withFunction(SessionFunction.create(names.get(), session));
        }
        exporter.export();
      }
    }
  }

  private static Optional<Signature> names(
      Ops tf, NetworkSpec network, Map<String, List<String>> classes) {
    var named = network.heads().stream().filter(h -> classes.containsKey(h.target())).toList();
    if (named.isEmpty()) {
      return Optional.empty();
    }
    var signature = Signature.builder(CLASSES).methodName(METHOD);
    for (var head : named) {
      var names = classes.get(head.target()).toArray(String[]::new);
      signature.output(head.name(), tf.array(names));
    }
    return Optional.of(signature.build());
  }

  private static Shape anyNumberOf(List<Integer> shape) {
    var axes = new long[shape.size() + 1];
    axes[0] = Shape.UNKNOWN_SIZE;
    for (int i = 0; i < shape.size(); i++) {
      axes[i + 1] = shape.get(i);
    }
    return Shape.of(axes);
  }

  /** The parameter arrays, each in its shape and under its name. */
  private static Map<String, Operand<TFloat32>> constants(
      Ops tf, ParameterLayout layout, float[] weights) {
    var flat = DataBuffers.of(weights, true, false);
    var arrays = new LinkedHashMap<String, Operand<TFloat32>>();
    for (var parameter : layout.parameters()) {
      var shape = Shape.of(parameter.shape().stream().mapToLong(Integer::longValue).toArray());
      int slash = parameter.name().lastIndexOf('/');
      // Names of operations are ASCII; those of heads need not be.
      var scope = parameter.name().substring(0, slash).replaceAll("[^A-Za-z0-9_.-]", ".");
      arrays.put(
          parameter.name(),
          tf.withSubScope(scope)
              .withName(parameter.name().substring(slash + 1))
              .constant(shape, flat.slice(parameter.offset(), parameter.size())));
    }
    return arrays;
  }
}
