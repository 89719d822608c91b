package org.descent.learning.single;

import java.util.List;
import org.descent.contracts.spec.OptimiserSpec;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Adds an optimiser's updates to a graph. State vectors: the flat parameters, then what the
 * optimiser remembers (momentum: v; Adam: m, v), all starting at zero.
 */
final class Optimisation {
  private final Ops tf;
  private final OptimiserSpec optimiser;

  Optimisation(Ops tf, OptimiserSpec optimiser) {
    this.tf = tf;
    this.optimiser = optimiser;
  }

  /** The number of vectors that the optimiser remembers. */
  static int memories(OptimiserSpec optimiser) {
    if (optimiser instanceof OptimiserSpec.Adam) {
      return 2;
    }
    return optimiser instanceof OptimiserSpec.Momentum ? 1 : 0;
  }

  /** The same optimiser with a learning rate of 1: what a program is compiled for. */
  static OptimiserSpec unit(OptimiserSpec optimiser) {
    if (optimiser instanceof OptimiserSpec.Adam adam) {
      return new OptimiserSpec.Adam(1, adam.beta1(), adam.beta2(), adam.epsilon());
    }
    return optimiser instanceof OptimiserSpec.Momentum momentum
        ? new OptimiserSpec.Momentum(1, momentum.momentum())
        : new OptimiserSpec.Sgd(1);
  }

  /** The factor of iteration {@code t}'s update, t from 1. */
  static float stepSize(OptimiserSpec optimiser, int t) {
    if (optimiser instanceof OptimiserSpec.Adam adam) {
      double correction =
          Math.sqrt(1 - StrictMath.pow(adam.beta2(), t)) / (1 - StrictMath.pow(adam.beta1(), t));
      return (float) (adam.learningRate() * correction);
    }
    return (float) optimiser.learningRate();
  }

  /**
   * The state after an update.
   *
   * @param state before it
   * @param gradient flat, [parameters]
   * @param stepSize scalar, see {@link #stepSize}
   */
  List<Operand<TFloat32>> update(
      List<Operand<TFloat32>> state, Operand<TFloat32> gradient, Operand<TFloat32> stepSize) {
    var parameters = state.get(0);
    if (optimiser instanceof OptimiserSpec.Momentum momentum) {
      var v = tf.math.add(times(momentum.momentum(), state.get(1)), gradient);
      return List.of(minus(parameters, stepSize, v), v);
    }
    if (optimiser instanceof OptimiserSpec.Adam adam) {
      var m = mixed(adam.beta1(), state.get(1), gradient);
      var v = mixed(adam.beta2(), state.get(2), tf.math.square(gradient));
      var scale = tf.math.add(tf.math.sqrt(v), tf.constant((float) adam.epsilon()));
      return List.of(minus(parameters, stepSize, tf.math.div(m, scale)), m, v);
    }
    return List.of(minus(parameters, stepSize, gradient));
  }

  private Operand<TFloat32> minus(
      Operand<TFloat32> parameters, Operand<TFloat32> stepSize, Operand<TFloat32> direction) {
    return tf.math.sub(parameters, tf.math.mul(stepSize, direction));
  }

  private Operand<TFloat32> mixed(double beta, Operand<TFloat32> old, Operand<TFloat32> fresh) {
    return tf.math.add(times(beta, old), times(1 - beta, fresh));
  }

  private Operand<TFloat32> times(double factor, Operand<TFloat32> vector) {
    return tf.math.mul(tf.constant((float) factor), vector);
  }
}
