package org.descent.learning.instrument;

import static org.tensorflow.proto.DataType.DT_FLOAT;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.learning.graph.Field;
import org.descent.learning.network.Network;

/**
 * What programs are compiled for that look at one trial. Trials that agree in it share them.
 *
 * @param spec the network, whatever its start
 * @param apart whether each example goes through a network of its own, whose weights are the same
 * @param block examples of a run
 */
record DerivativeShape(
    NetworkSpec spec, Loss loss, List<Integer> inputShape, boolean apart, int block) {
  /** A block by column: [1, features, block]; if they are apart, [block, features, 1]. */
  static final String EXAMPLES = "examples";

  /** What each of its losses counts, 1 / examples or 0: [1, 1, block] or [block, 1, 1]. */
  static final String SCALE = "scale";

  /** Elements of a layer's outputs, of patches, and of weights, on the examples of a block. */
  private static final int MOST_ELEMENTS = 1 << 20;

  private static final long MOST_PATCH_ELEMENTS = 1 << 23;
  private static final long MOST_WEIGHTS = 1 << 22;
  private static final int MOST_EXAMPLES = 1024;
  private static final int LEAST_EXAMPLES = 16;

  /** The shape for {@code examples} examples, in blocks of one size. */
  static DerivativeShape of(
      NetworkSpec network, Loss loss, List<Integer> inputShape, int examples) {
    return of(network, loss, inputShape, examples, false, LEAST_EXAMPLES);
  }

  /** The same with each example apart. */
  static DerivativeShape apart(
      NetworkSpec network, Loss loss, List<Integer> inputShape, int examples) {
    return of(network, loss, inputShape, examples, true, 1);
  }

  private static DerivativeShape of(
      NetworkSpec network,
      Loss loss,
      List<Integer> inputShape,
      int examples,
      boolean apart,
      int least) {
    var plain = network.uninitialised();
    var layers = Network.of(plain, inputShape);
    long largest =
        layers.layout().layerShapes().stream()
            .mapToLong(shape -> shape.stream().reduce(1, Math::multiplyExact))
            .max()
            .orElse(1);
    long most = Math.min(MOST_EXAMPLES, MOST_ELEMENTS / largest);
    if (layers.work().copied() > 0) {
      most = Math.min(most, MOST_PATCH_ELEMENTS / layers.work().copied());
    }
    if (apart) {
      most = Math.min(most, MOST_WEIGHTS / layers.layout().size());
    }
    int each = (int) Math.max(least, most);
    int blocks = (examples + each - 1) / each;
    return new DerivativeShape(plain, loss, inputShape, apart, (examples + blocks - 1) / blocks);
  }

  DerivativeShape {
    inputShape = List.copyOf(inputShape);
  }

  Network network() {
    return Network.of(spec, inputShape, apart ? 1 : block, false);
  }

  /** A head's targets: [1, outputs, block] or [block, outputs, 1]. */
  static String targets(String head) {
    return head + "/targets";
  }

  /** A vector's part for an array of parameters. */
  static String direction(String array) {
    return "direction/" + array;
  }

  /** The tensors that hold the examples of a block. */
  List<Field> examples() {
    var fields = new ArrayList<Field>();
    fields.add(columns(EXAMPLES, inputShape.stream().reduce(1, Math::multiplyExact)));
    spec.heads().forEach(head -> fields.add(columns(targets(head.name()), head.outputs())));
    fields.add(columns(SCALE, 1));
    return fields;
  }

  private Field columns(String name, int rows) {
    return apart
        ? Field.given(name, DT_FLOAT, block, rows, 1)
        : Field.given(name, DT_FLOAT, 1, rows, block);
  }

  /** The numbers that layers and heads are given, by the names of their fields. */
  Map<String, Double> numbers() {
    var numbers = new LinkedHashMap<String, Double>();
    spec.all()
        .forEach(
            (name, layer) -> layer.numbers().forEach((n, v) -> numbers.put(name + "/" + n, v)));
    spec.heads()
        .forEach(head -> head.numbers().forEach((n, v) -> numbers.put(head.name() + "/" + n, v)));
    return numbers;
  }
}
