package org.descent.learning.instrument;

import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.rng.UniformRandomProvider;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.contracts.spec.Split;
import org.descent.learning.RandomStreams;

/**
 * What instruments see of a trial at one iteration, before its update. What one of them has had
 * computed the next one need not.
 */
final class View {
  private final ParameterLayout layout;
  private final float[] weights;
  private final Function<Split, LossFunction> losses;
  private final long seed;
  private final int iteration;
  private final Optional<float[]> after;
  private Optional<double[]> gradient = Optional.empty();

  /**
   * @param weights flat
   * @param losses over each split
   * @param seed of the trial
   * @param after the update, if that is there to look at
   */
  View(
      ParameterLayout layout,
      float[] weights,
      Function<Split, LossFunction> losses,
      long seed,
      int iteration,
      Optional<float[]> after) {
    this.layout = layout;
    this.weights = weights;
    this.losses = losses;
    this.seed = seed;
    this.iteration = iteration;
    this.after = after;
  }

  ParameterLayout layout() {
    return layout;
  }

  float[] weights() {
    return weights;
  }

  /** The weights after the update, for instruments that look at it. */
  float[] after() {
    return after.orElseThrow(() -> new IllegalStateException("there is no update to look at"));
  }

  /** What the update adds to the weights, for instruments that look at it. */
  double[] update() {
    var update = Vectors.doubles(after());
    Vectors.add(update, -1, Vectors.doubles(weights));
    return update;
  }

  /** The loss over the training split. */
  LossFunction loss() {
    return loss(Split.TRAIN);
  }

  /** The loss over {@code split}. */
  LossFunction loss(Split split) {
    return losses.apply(split);
  }

  /** Of the loss over the training split by the weights. */
  double[] gradient() {
    if (gradient.isEmpty()) {
      gradient = Optional.of(loss().gradient(weights));
    }
    return gradient.get();
  }

  /** The Hessian of that loss times {@code direction}. */
  double[] product(double[] direction) {
    return loss().product(weights, direction);
  }

  /** Random numbers of this iteration, from the first on whoever asks. */
  UniformRandomProvider random() {
    return RandomStreams.of(seed, RandomStreams.INSTRUMENTS + iteration);
  }
}
