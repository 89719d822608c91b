package org.descent.learning.layer;

import org.descent.contracts.spec.GaussianNoise;
import org.descent.learning.graph.Noise;
import org.descent.learning.graph.Transcendental;
import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Elements are changed in training by what the {@link Noise} of their places in the batch is a
 * quantile of: √2 · erf⁻¹(2u - 1), where u is in the middle of its step.
 */
record GaussianNoiseLayer(GaussianNoise spec, Place place) implements Layer {
  private static final float STEP = 1f / (1 << 24);

  private static final float ROOT2 = (float) Math.sqrt(2);

  @Override
  public boolean draws() {
    return true;
  }

  @Override
  public Output<?> stacked(StackedPass pass, Output<?> input) {
    if (pass.mode() == Mode.MEASURE) {
      return input;
    }
    var xla = pass.xla();
    int examples = Xla.length(input, -1);
    int size = place.in().size();
    var three = xla.reshape(input, Xla.length(input, 0), size, examples);
    var low = pass.field(place.draw(0));
    var counters = DropoutLayer.counters(xla, place.in(), examples);
    var noise = Noise.stacked(xla, counters, low, pass.field(place.draw(1)));
    var silent = xla.silent();
    var twice = silent.multiply(noise, silent.constant(2f));
    var middle = silent.add(silent.add(twice, silent.constant(-1f)), silent.constant(STEP));
    var normal =
        silent.multiply(new Transcendental(silent).erfInverse(middle), silent.constant(ROOT2));
    var noisy = xla.add(three, xla.multiply(normal, pass.field(place.parameter("sigma"))));
    return xla.reshape(noisy, place.in().stacked(Xla.length(low, 0), examples));
  }

  @Override
  public Operand<TFloat32> single(SinglePass pass, Operand<TFloat32> input) {
    if (pass.mode() == Mode.MEASURE) {
      return input;
    }
    var tf = pass.tf();
    var shape = tf.shape(input);
    var zero = tf.constant(0);
    Operand<TInt32> places = tf.reshape(tf.range(zero, tf.size(input), tf.constant(1)), shape);
    var draws = pass.draws().get(place.name());
    var noise = Noise.single(tf, places, draws.get(0), draws.get(1));
    var twice = tf.math.sub(tf.math.mul(noise, tf.constant(2f)), tf.constant(1f));
    var middle = tf.math.add(twice, tf.constant(STEP));
    var normal = tf.math.mul(tf.math.erfinv(middle), tf.constant(ROOT2));
    return tf.math.add(input, tf.math.mul(normal, tf.constant((float) spec.sigma())));
  }

  @Override
  public Work work() {
    return new Work(0, 40.0 * place.in().size(), 0, place.in().size(), 0, false);
  }
}
