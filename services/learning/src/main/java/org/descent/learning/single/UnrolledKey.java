package org.descent.learning.single;

import java.util.List;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.contracts.spec.TrainingSpec;

/**
 * What a program is compiled for; trials that agree in it share the program.
 *
 * @param optimiser with a learning rate of 1, since step sizes are fed
 * @param examples size of the training split
 */
record UnrolledKey(
    NetworkSpec network,
    List<Integer> inputShape,
    Loss loss,
    OptimiserSpec optimiser,
    BatchSpec batch,
    int examples) {
  /** Arithmetic worth one run: some milliseconds, beside which the cost of a call disappears. */
  private static final double MULTIPLICATIONS_PER_RUN = 1e8;

  private static final int MAX_STEPS = 50;

  static UnrolledKey of(TrainingSpec training, List<Integer> inputShape, int examples) {
    return new UnrolledKey(
        training.network(),
        List.copyOf(inputShape),
        training.loss(),
        Optimisation.unit(training.optimiser()),
        training.batch(),
        examples);
  }

  ParameterLayout layout() {
    return ParameterLayout.of(network, inputShape);
  }

  /** Examples that an iteration's gradient is taken over. */
  int batchExamples() {
    return batch.full() ? examples : batch.size();
  }

  /** Whether metrics are measured on the mini-batch at hand. */
  boolean measuresBatch() {
    return !batch.full() && batch.measure() == BatchSpec.Measure.BATCH;
  }

  /** Iterations that a program unrolls: fewer the larger each is, 1 to 50. */
  int steps() {
    // forward and two products backward; measuring all of the data is a forward pass more
    double passes = 3.0 * batchExamples() + (batch.full() || measuresBatch() ? 0 : examples);
    double steps = MULTIPLICATIONS_PER_RUN / (passes * multiplications());
    return (int) Math.max(1, Math.min(MAX_STEPS, steps));
  }

  /** Multiplications of one example's forward pass. */
  private double multiplications() {
    var layout = layout();
    double sum = 0;
    for (var parameter : layout.parameters()) {
      sum += parameter.bias() ? 0 : (double) parameter.size() * positions(layout, parameter);
    }
    return sum;
  }

  private static int positions(ParameterLayout layout, ParameterLayout.Parameter parameter) {
    if (parameter.shape().size() != 4) {
      return 1;
    }
    int layer = Integer.parseInt(parameter.name().replaceAll("\\D", ""));
    var shape = layout.layerShapes().get(layer + 1);
    return shape.get(0) * shape.get(1);
  }
}
