package org.descent.learning.single;

import java.util.List;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.instrument.Occasions;
import org.descent.learning.network.Network;
import org.descent.learning.optimiser.Optimisation;

/**
 * What a program is compiled for; trials that agree in it share the program. Besides a structure
 * that is what a graph of one trial has written into it: activations, loss, weights of heads.
 *
 * @param structure with the network and loss of the trial
 * @param examples size of the training split
 * @param seen whether iterations measure how long their gradients are
 */
record UnrolledKey(TrainingSpec structure, List<Integer> inputShape, int examples, boolean seen) {
  /** Arithmetic worth one run: some milliseconds, beside which the cost of a call disappears. */
  private static final double MULTIPLICATIONS_PER_RUN = 1e8;

  private static final int MAX_STEPS = 16;

  /** Elements of a layer's outputs on examples that are measured together: they stay cached. */
  private static final int MEASURED_ELEMENTS = 1 << 20;

  private static final int MOST_MEASURED = 1000;

  static UnrolledKey of(TrainingSpec training, List<Integer> inputShape, int examples) {
    var common = training.structure();
    return new UnrolledKey(
        new TrainingSpec(
            training.network().uninitialised(),
            common.initialisation(),
            training.loss(),
            common.optimiser(),
            common.batch(),
            common.iterations(),
            common.targets(),
            common.snapshots(),
            common.surface(),
            common.update()),
        List.copyOf(inputShape),
        examples,
        Occasions.inSteps(training).any());
  }

  NetworkSpec network() {
    return structure.network();
  }

  BatchSpec batch() {
    return structure.batch();
  }

  Optimisation optimisation() {
    return Optimisation.of(structure, examples);
  }

  /** Examples that an iteration's gradient is taken over. */
  int batchExamples() {
    return batch().full() ? examples : batch().size();
  }

  /** Whether metrics are measured on the mini-batch at hand. */
  boolean measuresBatch() {
    return !batch().full() && batch().measure() == BatchSpec.Measure.BATCH;
  }

  /** Examples of a split that a network is measured on in a run. */
  int measuredTogether() {
    var shapes = Network.of(network(), inputShape).layout().layerShapes();
    int largest =
        shapes.stream()
            .mapToInt(shape -> shape.stream().reduce(1, Math::multiplyExact))
            .max()
            .orElse(1);
    return Math.max(1, Math.min(MOST_MEASURED, MEASURED_ELEMENTS / largest));
  }

  /** Iterations that a program unrolls: fewer the larger each is, 1 to 16. */
  int steps() {
    // forward and two products backward; measuring all of the data is a forward pass more
    double passes = 3.0 * batchExamples() + (batch().full() || measuresBatch() ? 0 : examples);
    double work = Network.of(network(), inputShape).work().multiplications();
    return (int) Math.max(1, Math.min(MAX_STEPS, MULTIPLICATIONS_PER_RUN / (passes * work)));
  }
}
