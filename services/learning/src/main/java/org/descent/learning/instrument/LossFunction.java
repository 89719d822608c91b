package org.descent.learning.instrument;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.Device;
import org.tensorflow.Tensor;

/**
 * The loss of a network over some examples, as it will be used, as a function of its weights, and
 * its derivatives, in float32 block by block and added up in double. Nothing is compiled before it
 * is wanted. Shared by threads; whoever made it closes it.
 */
final class LossFunction implements AutoCloseable {
  private final TrainingSpec training;
  private final Examples examples;
  private final Device device;
  private final Map<Boolean, ExampleBlocks> blocks = new HashMap<>();
  private final Map<DerivativeProgram.Kind, DerivativeProgram> programs =
      new EnumMap<>(DerivativeProgram.Kind.class);

  /** What two trials have in common that have one loss function. */
  record Key(NetworkSpec network, Loss loss) {
    static Key of(TrainingSpec training) {
      return new Key(training.network().uninitialised(), training.loss());
    }
  }

  LossFunction(TrainingSpec training, Examples examples, Device device) {
    this.training = training;
    this.examples = examples;
    this.device = device;
  }

  /** Number of examples. */
  int examples() {
    return examples.count();
  }

  /**
   * The loss.
   *
   * @param weights flat, see {@link org.descent.contracts.spec.ParameterLayout}
   */
  double loss(float[] weights) {
    var program = program(DerivativeProgram.Kind.LOSS);
    var sum = new double[1];
    forEachBlock(
        program, weights, given -> sum[0] += program.run(given).get(DerivativeGraph.LOSS)[0]);
    return sum[0];
  }

  /**
   * ∂loss/∂weights, for each parameter; 0 for what is not trained.
   *
   * @param weights flat, see {@link org.descent.contracts.spec.ParameterLayout}
   */
  double[] gradient(float[] weights) {
    var program = program(DerivativeProgram.Kind.GRADIENT);
    var sum = new double[weights.length];
    forEachBlock(program, weights, given -> program.add(given, sum));
    return sum;
  }

  /**
   * The Hessian at {@code weights} times {@code direction}; what is not trained counts for nothing.
   *
   * @param direction a number for each parameter
   */
  double[] product(float[] weights, double[] direction) {
    var program = program(DerivativeProgram.Kind.PRODUCT);
    var sum = new double[weights.length];
    var directions = program.directions(Vectors.floats(direction));
    try {
      forEachBlock(program, weights, directions, false, given -> program.add(given, sum));
    } finally {
      directions.values().forEach(Tensor::close);
    }
    return sum;
  }

  /** The mean over the examples of the square of how long the gradient of each one's loss is. */
  double meanSquare(float[] weights) {
    var program = program(DerivativeProgram.Kind.SQUARES);
    var sum = new double[1];
    forEachBlock(
        program,
        weights,
        Map.of(),
        true,
        given -> {
          for (float square : program.run(given).get(DerivativeGraph.SQUARES)) {
            sum[0] += square;
          }
        });
    return sum[0] * examples.count(); // each is that of loss / examples
  }

  /**
   * Of each unit of layers that have an activation, or filter, the largest size of its output over
   * all examples, by the names of layers.
   */
  Map<String, float[]> largest(float[] weights) {
    var program = program(DerivativeProgram.Kind.LARGEST);
    var all = new LinkedHashMap<String, float[]>();
    forEachBlock(
        program,
        weights,
        given ->
            program.run(given).forEach((layer, own) -> all.merge(layer, own, LossFunction::max)));
    return all;
  }

  /**
   * What there is of outputs: how many, their sum and that of their squares, each averaged over the
   * examples.
   */
  record Moments(double count, double sum, double squares) {
    /** Those of other outputs, too. */
    Moments plus(Moments other) {
      return new Moments(count + other.count, sum + other.sum, squares + other.squares);
    }

    /** Of the same outputs over other examples, too. */
    Moments and(Moments other) {
      return new Moments(count, sum + other.sum, squares + other.squares);
    }

    double mean() {
      return sum / count;
    }

    /** Standard deviation. */
    double deviation() {
      return Math.sqrt(Math.max(0, squares / count - mean() * mean()));
    }
  }

  /** Of the outputs of layers that have an activation, by the names of layers. */
  Map<String, Moments> activations(float[] weights) {
    var program = program(DerivativeProgram.Kind.ACTIVATIONS);
    var all = new LinkedHashMap<String, Moments>();
    forEachBlock(
        program,
        weights,
        given ->
            program
                .run(given)
                .forEach(
                    (layer, own) ->
                        all.merge(layer, new Moments(own[0], own[1], own[2]), Moments::and)));
    return all;
  }

  private static float[] max(float[] a, float[] b) {
    var max = new float[a.length];
    for (int i = 0; i < max.length; i++) {
      max[i] = Math.max(a[i], b[i]);
    }
    return max;
  }

  private void forEachBlock(
      DerivativeProgram program, float[] weights, Consumer<Map<String, Tensor>> run) {
    forEachBlock(program, weights, Map.of(), false, run);
  }

  private void forEachBlock(
      DerivativeProgram program,
      float[] weights,
      Map<String, Tensor> directions,
      boolean apart,
      Consumer<Map<String, Tensor>> run) {
    var parameters = program.parameters(weights);
    try {
      for (var block : blocks(apart).blocks()) {
        var given = new LinkedHashMap<>(parameters);
        given.putAll(directions);
        given.putAll(block);
        run.accept(given);
      }
    } finally {
      parameters.values().forEach(Tensor::close);
    }
  }

  private DerivativeShape shape(boolean apart) {
    var network = training.network();
    var loss = training.loss();
    return apart
        ? DerivativeShape.apart(network, loss, examples.shape(), examples.count())
        : DerivativeShape.of(network, loss, examples.shape(), examples.count());
  }

  private synchronized ExampleBlocks blocks(boolean apart) {
    return blocks.computeIfAbsent(apart, a -> new ExampleBlocks(shape(a), training, examples));
  }

  private synchronized DerivativeProgram program(DerivativeProgram.Kind kind) {
    return programs.computeIfAbsent(
        kind, k -> new DerivativeProgram(shape(k == DerivativeProgram.Kind.SQUARES), k, device));
  }

  @Override
  public synchronized void close() {
    blocks.values().forEach(ExampleBlocks::close);
    programs.values().forEach(DerivativeProgram::close);
  }
}
