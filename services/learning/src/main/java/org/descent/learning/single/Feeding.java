package org.descent.learning.single;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.descent.learning.BatchOrder;
import org.descent.learning.Cohort;
import org.descent.learning.RandomStreams;
import org.descent.learning.network.Network;
import org.descent.learning.optimiser.Optimisation;

/** Settings and mini-batches of a trial's iterations, handed out run by run. */
final class Feeding {
  private final Optimisation optimisation;
  private final int steps;
  private final int batch;
  private final Optional<BatchOrder> order;
  private final long seed;

  /** Layers that draw. */
  private final int drawing;

  private int taken;

  /**
   * @param done iterations that were trained before
   */
  Feeding(UnrolledKey key, Cohort.Trial trial, int done) {
    this.optimisation = Optimisation.of(trial.training(), key.examples());
    this.steps = key.steps();
    this.seed = trial.seed();
    this.drawing = Network.of(key.network(), key.inputShape()).draws().size();
    this.batch = key.batch().size();
    this.order =
        key.batch().full()
            ? Optional.empty()
            : Optional.of(new BatchOrder(key.examples(), batch, trial.seed()));
    for (taken = 0; taken < done; taken++) {
      order.ifPresent(BatchOrder::next);
    }
  }

  /**
   * What the next iterations are fed.
   *
   * @param settings [steps · settings]
   * @param draws two words for each layer that draws: [steps · layers · 2]
   * @param batches [steps · batch]; empty for full batches
   */
  record Feeds(int steps, float[] settings, int[] draws, int[] batches) {
    /** The same for a run that begins {@code offset} iterations later; the rest is padding. */
    Feeds from(int offset) {
      int numbers = settings.length / steps;
      int words = draws.length / steps;
      int batch = batches.length / steps;
      return new Feeds(
          steps,
          Arrays.copyOfRange(settings, offset * numbers, (offset + steps) * numbers),
          Arrays.copyOfRange(draws, offset * words, (offset + steps) * words),
          Arrays.copyOfRange(batches, offset * batch, (offset + steps) * batch));
    }
  }

  /** The next {@code count} iterations, padded to a whole run. */
  Feeds next(int count) {
    var names = List.copyOf(optimisation.settings());
    var numbers = new float[steps * names.size()];
    var draws = new int[steps * drawing * 2];
    var batches = new int[steps * batch];
    for (int i = 0; i < count; i++) {
      taken++;
      for (int k = 0; k < names.size(); k++) {
        numbers[i * names.size() + k] = (float) optimisation.setting(names.get(k), taken);
      }
      for (int layer = 0; layer < drawing; layer++) {
        var words = RandomStreams.draw(seed, layer, taken);
        System.arraycopy(words, 0, draws, 2 * (i * drawing + layer), 2);
      }
      if (order.isPresent()) {
        System.arraycopy(order.get().next(), 0, batches, i * batch, batch);
      }
    }
    return new Feeds(steps, numbers, draws, batches);
  }
}
