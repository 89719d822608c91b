package org.descent.learning.layer;

import java.util.List;
import org.descent.contracts.spec.ParameterRole;
import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/** What layers that normalise have in common: (x - μ) / √(σ² + ε) · γ + β, channels last. */
final class Normalisation {
  private Normalisation() {}

  /** γ and β. */
  static List<ProgramArray> affine(Layer.Place place) {
    var places = place.in().last().places();
    return List.of(
        ProgramArray.column(place.parameter("scale"), ParameterRole.SCALE, places),
        ProgramArray.column(place.parameter("biases"), ParameterRole.BIAS, places));
  }

  /**
   * In stacked programs.
   *
   * @param centred x - μ: [1 or trials, channels, ·]
   * @param variance of a shape that broadcasts to that
   */
  static Output<?> scaled(
      StackedPass pass, Layer.Place place, Output<?> centred, Output<?> variance, int examples) {
    var xla = pass.xla();
    var spread = xla.squareRoot(xla.add(variance, pass.field(place.parameter("epsilon"))));
    var scale = pass.field(place.parameter("scale"));
    var scaled = xla.multiply(xla.divide(centred, spread), scale);
    var shifted = xla.add(scaled, pass.field(place.parameter("biases")));
    int trials = Xla.length(scale, 0);
    return xla.reshape(shifted, place.in().stacked(trials, examples));
  }

  /** Of one trial. */
  static Operand<TFloat32> scaled(
      SinglePass pass,
      Layer.Place place,
      double epsilon,
      Operand<TFloat32> centred,
      Operand<TFloat32> variance) {
    var tf = pass.tf();
    var spread = tf.math.sqrt(tf.math.add(variance, tf.constant((float) epsilon)));
    var scale = pass.array(place.parameter("scale"));
    var scaled = tf.math.mul(tf.math.div(centred, spread), scale);
    return tf.math.add(scaled, pass.array(place.parameter("biases")));
  }

  /** Of one trial, by mean and variance along {@code axis}. */
  static Operand<TFloat32> normalised(
      SinglePass pass, Layer.Place place, double epsilon, Operand<TFloat32> input, int axis) {
    var tf = pass.tf();
    var along = tf.constant(axis);
    var centred = tf.math.sub(input, tf.math.mean(input, along, Mean.keepDims(true)));
    var variance = tf.math.mean(tf.math.square(centred), along, Mean.keepDims(true));
    return scaled(pass, place, epsilon, centred, variance);
  }

  static Work work(Layer.Place place) {
    int size = place.in().size();
    return new Work(5.0 * size, 5.0 * size, 0, 2L * size, 0, false);
  }
}
