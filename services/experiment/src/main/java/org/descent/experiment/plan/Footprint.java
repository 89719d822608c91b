package org.descent.experiment.plan;

import java.util.List;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.contracts.spec.TrainingSpec;

/**
 * What one trial takes of a trainer and of the log, in bytes; an estimate, for people who plan.
 *
 * @param memory while it trains: weights, gradient and the optimiser's memory, several times;
 *     activations of the examples that an iteration looks at; snapshots
 * @param model of its largest record: the weights at its snapshots and at its end
 * @param state of its part of a checkpoint: weights, the optimiser's memory and snapshots
 */
public record Footprint(long memory, long model, long state) {
  /**
   * How often a trainer holds each of weights, gradient and the optimiser's memory: before and
   * after an iteration, in Java and in TensorFlow, as they are and on their way into a record.
   * Measured on networks of 2 and 4 million parameters: 16 numbers for each under SGD, 31 under
   * Adam.
   */
  private static final int COPIES = 8;

  /** Of a split: engines measure those in blocks of about as many examples. */
  private static final int MEASURED_TOGETHER = 1024;

  /**
   * The footprint of a trial of {@code training}.
   *
   * @param shape of one example, without the batch axis
   * @param examples to train on
   * @throws org.descent.contracts.InvalidSpec if the network does not fit examples of that shape
   */
  public static Footprint of(TrainingSpec training, List<Integer> shape, int examples) {
    var layout = ParameterLayout.of(training.network(), shape);
    long parameters = layout.size();
    long slots = training.optimiser().memories() + (training.averages() ? 1 : 0);
    long vectors = training.averages() ? 2 : 1; // of a snapshot
    long before = vectors * training.snapshots().size();
    long numbers =
        parameters * (COPIES * (2 + slots) + before)
            + seen(training, examples) * numbersOfAnExample(training, layout);
    return new Footprint(
        Float.BYTES * numbers,
        Float.BYTES * parameters * (before + vectors),
        Float.BYTES * parameters * (before + 1 + slots));
  }

  /** The largest of each. */
  public Footprint max(Footprint other) {
    return new Footprint(
        Math.max(memory, other.memory), Math.max(model, other.model), Math.max(state, other.state));
  }

  /** Examples that pass through the network in an iteration, or are measured at a time. */
  private static long seen(TrainingSpec training, int examples) {
    if (training.batch().full()) {
      return examples;
    }
    long measured = training.measure() == null ? 0 : Math.min(examples, MEASURED_TOGETHER);
    return training.batch().size() + (training.seesAll() ? examples : measured);
  }

  /** Activations and their gradients, and the patches that convolutions multiply. */
  private static long numbersOfAnExample(TrainingSpec training, ParameterLayout layout) {
    long numbers = 0;
    var layers = training.network().layers();
    for (int i = 0; i < layers.size(); i++) {
      numbers += layers.get(i).held(layout.layerShapes().get(i));
    }
    return numbers + training.network().heads().stream().mapToLong(h -> 2L * h.outputs()).sum();
  }
}
