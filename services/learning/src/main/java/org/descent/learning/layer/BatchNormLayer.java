package org.descent.learning.layer;

import java.util.ArrayList;
import java.util.List;
import org.descent.contracts.spec.BatchNorm;
import org.descent.contracts.spec.ParameterRole;
import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;

/**
 * Mean 0 and variance 1 of each channel over the batch, or by what is remembered of former batches,
 * then a scale and a bias.
 */
record BatchNormLayer(BatchNorm spec, Place place) implements Layer {
  @Override
  public List<ProgramArray> arrays() {
    var arrays = new ArrayList<>(Normalisation.affine(place));
    var places = place.in().last().places();
    arrays.add(ProgramArray.column(mean(), ParameterRole.STATE, places));
    arrays.add(ProgramArray.column(variance(), ParameterRole.VARIANCE, places));
    return arrays;
  }

  private String mean() {
    return place.parameter("mean");
  }

  private String variance() {
    return place.parameter("variance");
  }

  @Override
  public Output<?> stacked(StackedPass pass, Output<?> input) {
    var xla = pass.xla();
    int examples = Xla.length(input, -1);
    var three = xla.reshape(input, Xla.length(input, 0), place.in().axis(-1), -1);
    if (pass.mode() == Mode.MEASURE) {
      var centred = xla.subtract(three, pass.field(mean()));
      return Normalisation.scaled(pass, place, centred, pass.field(variance()), examples);
    }
    int count = Xla.length(three, 2);
    var share = xla.constant(1f / count);
    var mean = xla.multiply(xla.total(three, 2), share);
    var centred = xla.subtract(three, mean);
    var squares = xla.total(xla.multiply(centred, centred), 2);
    remember(pass, mean(), mean);
    var unbiased = xla.silent().multiply(squares, xla.constant(1f / Math.max(1, count - 1)));
    remember(pass, variance(), unbiased);
    var variance = xla.multiply(squares, share);
    return Normalisation.scaled(pass, place, centred, variance, examples);
  }

  private void remember(StackedPass pass, String name, Output<?> batch) {
    var xla = pass.xla().silent();
    var before = pass.field(name);
    var change = xla.multiply(pass.field(place.parameter("momentum")), xla.subtract(batch, before));
    pass.remember(name, xla.add(before, change));
  }

  /**
   * By the one operation that there is for it; composed of others, most of the time was copying.
   */
  @Override
  public Operand<TFloat32> single(SinglePass pass, Operand<TFloat32> input) {
    var tf = pass.tf();
    boolean training = pass.mode() != Mode.MEASURE;
    var unknown = tf.constant(new float[0]);
    var normalised =
        tf.nn.fusedBatchNorm(
            tf.reshape(input, tf.constant(new int[] {-1, 1, 1, place.in().axis(-1)})),
            pass.array(place.parameter("scale")),
            pass.array(place.parameter("biases")),
            training ? unknown : pass.array(mean()),
            training ? unknown : pass.array(variance()),
            FusedBatchNorm.epsilon((float) spec.epsilon()),
            FusedBatchNorm.isTraining(training));
    if (training) {
      remember(pass, mean(), normalised.batchMean());
      remember(pass, variance(), normalised.batchVariance()); // with n - 1, from n = 2 on
    }
    return tf.reshape(normalised.y(), tf.shape(input));
  }

  private void remember(SinglePass pass, String name, Operand<TFloat32> batch) {
    var tf = pass.tf();
    var before = pass.array(name);
    var momentum = tf.constant((float) spec.momentum());
    pass.remember(name, tf.math.add(before, tf.math.mul(momentum, tf.math.sub(batch, before))));
  }

  @Override
  public Work work() {
    return Normalisation.work(place);
  }
}
