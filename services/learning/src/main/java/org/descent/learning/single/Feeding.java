package org.descent.learning.single;

import java.util.Arrays;
import java.util.Optional;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.learning.BatchOrder;
import org.descent.learning.Cohort;

/** Step sizes and mini-batches of a trial's iterations, handed out run by run. */
final class Feeding {
  private final OptimiserSpec optimiser;
  private final int steps;
  private final int batch;
  private final Optional<BatchOrder> order;
  private int taken;

  Feeding(UnrolledKey key, Cohort.Trial trial) {
    this.optimiser = trial.training().optimiser();
    this.steps = key.steps();
    this.batch = key.batch().size();
    this.order =
        key.batch().full()
            ? Optional.empty()
            : Optional.of(new BatchOrder(key.examples(), batch, trial.seed()));
  }

  /**
   * What the next iterations are fed.
   *
   * @param stepSizes [steps]
   * @param batches [steps · batch]; empty for full batches
   */
  record Feeds(float[] stepSizes, int[] batches) {
    /** The same for a run that begins {@code offset} iterations later; the rest is padding. */
    Feeds from(int offset) {
      int steps = stepSizes.length;
      int batch = batches.length / steps;
      var sizes = Arrays.copyOfRange(stepSizes, offset, offset + steps);
      return new Feeds(
          sizes, Arrays.copyOfRange(batches, offset * batch, (offset + steps) * batch));
    }
  }

  /** The next {@code count} iterations, padded to a whole run. */
  Feeds next(int count) {
    var sizes = new float[steps];
    var batches = new int[steps * batch];
    for (int i = 0; i < count; i++) {
      taken++;
      sizes[i] = Optimisation.stepSize(optimiser, taken);
      if (order.isPresent()) {
        System.arraycopy(order.get().next(), 0, batches, i * batch, batch);
      }
    }
    return new Feeds(sizes, batches);
  }
}
